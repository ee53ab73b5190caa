import { useT } from '@grove/i18n/react'
import { Button } from 'antd'
import type { Task } from '../../contract/index.ts'
import { type HeldAct, type HeldActs, UNDO_MS } from './use-held-acts.ts'
import { useWords } from './use-words.ts'

/** A task that was just tapped: what will be done, and the way back while there is one. */
export function HeldLine({ task, act, acts }: { task: Task; act: HeldAct; acts: HeldActs }) {
  const t = useT()
  const words = useWords()
  const known = t.has(`task.held.${act.outcome}`) ? `task.held.${act.outcome}` : 'task.held.other'
  const option = task.options.find((one) => one.outcome === act.outcome)
  return (
    <div className="t-held" role="status">
      <span>{t(known, { title: words(task.title), option: option ? words(option.label) : act.outcome })}</span>
      <Button type="link" onClick={() => acts.undo(act)}>
        {t('task.undo')}
      </Button>
      <span className="t-held-bar" style={{ animationDuration: `${UNDO_MS}ms` }} aria-hidden="true" />
    </div>
  )
}
