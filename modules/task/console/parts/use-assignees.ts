import { useRoute } from '@grove/client/react'
import { useViewer } from '@grove/ui'
import { useState } from 'react'
import { assigneesRoute } from '../../contract/index.ts'

/** To whom work may be handed, by what is typed: the server looks. Who was chosen keeps their name when others are found. */
export function useAssignees(chosen: number | null | undefined, enabled: boolean) {
  const viewer = useViewer()
  const [typed, setTyped] = useState('')
  const [seen, setSeen] = useState<ReadonlyMap<number, string>>(new Map([[viewer.staffId, viewer.name]]))
  const q = typed.trim()
  const people = useRoute(assigneesRoute, q ? { q } : {}, { enabled, keepPrevious: true })
  const items = people.data?.items ?? []
  const name = chosen && !items.some((one) => one.id === chosen) ? seen.get(chosen) : undefined
  return {
    items,
    kept: chosen && name !== undefined ? { id: chosen, name } : undefined,
    loading: people.isFetching && enabled,
    onSearch: (text: string) => {
      setSeen(new Map([...seen, ...items.map((one) => [one.id, one.name] as const)]))
      setTyped(text)
    },
  }
}
