import { useClient } from '@grove/client/react'
import { useT } from '@grove/i18n/react'
import { type BulkAction, type Selection, useViewer } from '@grove/ui'
import { type ReactNode, useState } from 'react'
import { type listMembers, startBulk } from '../../../contract/index.ts'
import { ChooseModal, type Choosing, type ChosenInput } from './choose-modal.tsx'

type Chosen = Selection<typeof listMembers>

interface BulkActions {
  readonly actions: readonly BulkAction<typeof listMembers>[]
  /** The question to put on the page. */
  readonly asking: ReactNode
  /** The change at work, to be shown with its progress. */
  readonly working: number | undefined
  readonly forget: () => void
}

const KINDS = ['tag', 'untag', 'owner', 'stage', 'list'] as const

/** Tag, untag, owner and stage for ticked members or for everybody the filters match, in the background. */
export function useBulkActions(): BulkActions {
  const t = useT()
  const client = useClient()
  const viewer = useViewer()
  const [choosing, setChoosing] = useState<Choosing>()
  const [working, setWorking] = useState<number>()
  const ask = (kind: Choosing['kind'], count: number) =>
    new Promise<ChosenInput | undefined>((resolve) => {
      const answer = (input: ChosenInput | undefined) => {
        setChoosing(undefined)
        resolve(input)
      }
      setChoosing({ kind, count, answer })
    })
  const action = (kind: Choosing['kind']): BulkAction<typeof listMembers> => ({
    key: kind,
    label: t(`member.bulk.${kind}`),
    onAll: true,
    run: async (selection) => {
      const input = await ask(kind, selection.count)
      if (input === undefined) return undefined
      const report = await client.call(startBulk, { ...whoOf(selection), kind, input })
      setWorking(report.id)
      return t('member.bulks.started', { count: report.total })
    },
  })
  return {
    asking: choosing ? <ChooseModal choosing={choosing} /> : null,
    actions: KINDS.filter((kind) => kind !== 'list' || viewer.can('segment.manage')).map(action),
    working,
    forget: () => setWorking(undefined),
  }
}

/** The list's own input holds paging too, which the verb's filter does not know. */
function whoOf(selection: Chosen): { memberIds?: number[]; filter?: object } {
  if (selection.kind === 'rows') return { memberIds: selection.keys.map(Number) }
  const { limit: _limit, cursor: _cursor, sort: _sort, ...filter } = selection.input
  return { filter }
}
