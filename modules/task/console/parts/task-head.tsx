import { useI18n } from '@grove/i18n/react'
import { Go, StateTag, useNow } from '@grove/ui'
import type { ReactNode } from 'react'
import type { Task } from '../../contract/index.ts'
import { useWords } from './use-words.ts'

/** What a task is, where and by when: the same on Today, in a list and on its own page. */
export function TaskHead({ task, link = true }: { task: Task; link?: boolean }) {
  const { t } = useI18n()
  const words = useWords()
  const title = words(task.title)
  return (
    <div className="t-head">
      <h3>{link ? <Go to={`/tasks/${task.id}`}>{title}</Go> : title}</h3>
      <p className="t-place">
        {joined([
          task.community ? (
            <Go key="community" to={`/communities/${task.community.id}`}>
              {task.community.name}
            </Go>
          ) : null,
          task.member ? (
            <Go key="member" to={`/members/${task.member.id}`}>
              {task.member.name}
            </Go>
          ) : null,
          <TaskTime key="time" task={task} />,
          task.assignee ? null : (
            <span key="nobody" className="g-soft">
              {t('task.nobody')}
            </span>
          ),
        ])}
      </p>
    </div>
  )
}

/** Until when it can still be done, or how long it is late. */
export function TaskTime({ task }: { task: Task }) {
  const { t, f } = useI18n()
  const now = useNow()
  const end = task.expiresAt ?? task.dueAt
  const late = new Date(end) < now
  if (task.state === 'open' && late) return <StateTag tone="bad">{t('task.late', { time: f.relative(end, now) })}</StateTag>
  const sameDay = f.day(end, now) === f.day(now, now)
  const time = sameDay ? f.time(end) : f.dateTime(end, now)
  if (task.expiresAt) return <span className="g-soft">{t('task.until', { time })}</span>
  return <span className="g-soft">{t('task.due', { time })}</span>
}

function joined(parts: readonly ReactNode[]): ReactNode[] {
  const shown = parts.filter((part) => part !== null)
  return shown.flatMap((part, index) => (index === 0 ? [part] : [<span key={`dot${index}`} aria-hidden="true" className="t-dot" />, part]))
}
