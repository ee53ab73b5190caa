import { useT } from '@grove/i18n/react'
import { ListPage } from '@grove/ui'
import { listMoves, STEPS } from '../../contract/index.ts'
import { LadderChoice, useLadder } from '../parts/ladder-choice.tsx'
import { moveColumns } from '../parts/standing-columns.tsx'
import { stepWords } from '../parts/words.ts'
import '../parts/standing.css'

/** /standing/moves — who moved, from where to where, and why. */
export default function MovesPage() {
  const t = useT()
  const [ladder, setLadder] = useLadder()
  const steps = STEPS[ladder].map((step) => ({ value: String(step), label: stepWords(t, ladder, step) }))
  return (
    <ListPage
      name="standing-moves"
      title={t('standing.moves')}
      back={`/standing?ladder=${ladder}`}
      actions={<LadderChoice value={ladder} onChange={setLadder} />}
      route={listMoves}
      input={{ ladder }}
      rowKey={(row) => row.id}
      onOpen={(row) => `/members/${row.memberId}?tab=standing`}
      filters={[
        { kind: 'choice', key: 'from', label: t('standing.move.from'), options: steps },
        { kind: 'choice', key: 'to', label: t('standing.move.to'), options: steps },
        { kind: 'days', key: 'since', to: 'until', label: t('standing.when') },
      ]}
      columns={moveColumns(t)}
      empty={{ title: t('standing.moves.empty'), hint: t('standing.flows.empty_hint') }}
    />
  )
}
