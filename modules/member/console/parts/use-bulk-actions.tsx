import { useClient } from '@grove/client/react'
import { useT } from '@grove/i18n/react'
import type { BulkAction, Selection } from '@grove/ui'
import { type ReactNode, useState } from 'react'
import { type listMembers, moveStage, tagMembers, untagMembers } from '../../contract/index.ts'
import { ChooseModal, type Choosing } from './choose-modal.tsx'

type Chosen = Selection<typeof listMembers>

/** Tag, untag and stage for ticked members or for everybody the filters match; `asking` is the question to put on the page. */
export function useBulkActions(): { readonly actions: readonly BulkAction<typeof listMembers>[]; readonly asking: ReactNode } {
  const t = useT()
  const client = useClient()
  const [choosing, setChoosing] = useState<Choosing>()
  const ask = (kind: Choosing['kind'], count: number) =>
    new Promise<string | undefined>((resolve) => {
      const answer = (value: string | undefined) => {
        setChoosing(undefined)
        resolve(value)
      }
      setChoosing({ kind, count, answer })
    })
  const action = (
    kind: Choosing['kind'],
    run: (who: object, value: string) => Promise<{ changed: number }>,
  ): BulkAction<typeof listMembers> => ({
    key: kind,
    label: t(`member.bulk.${kind}`),
    onAll: true,
    run: async (selection) => {
      const value = await ask(kind, selection.count)
      if (value === undefined) return undefined
      const { changed } = await run(whoOf(selection), value)
      return t('member.bulk.done', { count: changed })
    },
  })
  return {
    asking: choosing ? <ChooseModal choosing={choosing} /> : null,
    actions: [
      action('tag', (who, tag) => client.call(tagMembers, { ...who, tag })),
      action('untag', (who, tag) => client.call(untagMembers, { ...who, tag })),
      action('stage', (who, stage) => client.call(moveStage, { ...who, stage: Number(stage) })),
    ],
  }
}

/** The list's own input holds paging too, which the verb's filter does not know. */
function whoOf(selection: Chosen): object {
  if (selection.kind === 'rows') return { memberIds: selection.keys.map(Number) }
  const { limit: _limit, cursor: _cursor, sort: _sort, ...filter } = selection.input
  return { filter }
}
