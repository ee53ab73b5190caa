import { useI18n } from '@grove/i18n/react'
import { useState } from 'react'
import { Attachments } from './talks.tsx'

export interface TaskView {
  readonly msgid: string
  readonly chatType: 'single' | 'group'
  readonly own: boolean
  readonly text: string
  readonly attachments: readonly Record<string, unknown>[]
  readonly createdAt: number
  readonly cancelled: boolean
  readonly reminders: number
  readonly status: 0 | 2
  readonly ignored: boolean
  readonly sentAt: number
  readonly receivers: readonly { id: string; name: string; status: 0 | 1 | 2 | 3 }[] | null
  readonly receiverCount: number | null
}

/** One entry of 群发助手: what would go out, to whom, and the tap that sends it. */
export function MassTask({ task, onAct }: { task: TaskView; onAct: (name: string, input: object) => unknown }) {
  const { t, f } = useI18n()
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const open = task.status === 0 && !task.cancelled
  const chosen = task.receivers?.filter(({ id }) => !left.has(id)) ?? []
  const send = () => onAct('confirm', { msgid: task.msgid, except: [...left] })
  const toggle = (id: string) =>
    setLeft((before) => {
      const next = new Set(before)
      if (!next.delete(id)) next.add(id)
      return next
    })
  return (
    <article className={`card task${open ? ' open' : ''}`}>
      <header>
        <small>
          {t(`sim.task.${task.chatType}`)} · {f.dateTime(task.createdAt)}
          {task.reminders > 0 && ` · ${t('sim.task.reminded', { count: task.reminders })}`}
        </small>
        <span className={`state s${task.status}`}>{stateOf(task, t)}</span>
      </header>
      <div className="bubble mass">
        {task.text}
        <Attachments list={task.attachments} />
      </div>
      {task.receivers === null && <p className="soft">{t('sim.task.all_groups')}</p>}
      {task.receivers && (
        <ul className="receivers">
          {task.receivers.map((receiver) => (
            <li key={receiver.id}>
              <label>
                {open && <input type="checkbox" checked={!left.has(receiver.id)} onChange={() => toggle(receiver.id)} />}
                {receiver.name}
                {!open && <small> {t(`sim.receiver.${receiver.status}`)}</small>}
              </label>
            </li>
          ))}
        </ul>
      )}
      {(task.receiverCount ?? 0) > (task.receivers?.length ?? 0) && (
        <p className="soft">{t('sim.task.more', { count: task.receiverCount ?? 0 })}</p>
      )}
      {open && (
        <div className="actions">
          <button type="button" className="primary" disabled={task.receivers !== null && chosen.length === 0} onClick={send}>
            {t('sim.task.send')}
          </button>
          {!task.ignored && (
            <button type="button" onClick={() => onAct('ignore', { msgid: task.msgid })}>
              {t('sim.task.ignore')}
            </button>
          )}
        </div>
      )}
    </article>
  )
}

function stateOf(task: TaskView, t: ReturnType<typeof useI18n>['t']): string {
  if (task.status === 2) return t('sim.task.sent')
  if (task.cancelled) return t('sim.cancelled')
  return task.ignored ? t('sim.task.ignored') : t('sim.task.waiting')
}
