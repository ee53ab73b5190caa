import { type ReactNode, useId } from 'react'
import { Sprout } from '../show/sprout.tsx'

/** An empty place: what would be here, and the one step that brings it about. */
export function EmptyState({
  title,
  hint,
  action,
  compact = false,
}: {
  title: string
  hint?: ReactNode
  action?: ReactNode
  compact?: boolean
}) {
  const id = useId()
  return (
    <section className={compact ? 'g-empty g-empty-compact' : 'g-empty'} aria-labelledby={id}>
      {compact ? null : <Sprout />}
      <p id={id} className="g-empty-title">
        {title}
      </p>
      {hint ? <p className="g-empty-hint">{hint}</p> : null}
      {action ? <div className="g-empty-action">{action}</div> : null}
    </section>
  )
}
