import { EditOutlined, SendOutlined } from '@ant-design/icons'
import { useT } from '@grove/i18n/react'
import { useViewer } from '@grove/ui'
import { Button, Input } from 'antd'
import { useState } from 'react'
import type { Task } from '../../contract/index.ts'
import { HeldLine } from './held-line.tsx'
import { MessageText } from './message-text.tsx'
import { TaskHead } from './task-head.tsx'
import type { HeldActs } from './use-held-acts.ts'

/** A message that waits for a press of send: read it, change it, send it or leave it. */
export function ConfirmCard({ task, acts }: { task: Task; acts: HeldActs }) {
  const t = useT()
  const viewer = useViewer()
  const [draft, setDraft] = useState<string>()
  const held = acts.of(task.id)
  if (held) return <HeldLine task={task} act={held} acts={acts} />
  const { preview } = task
  const changed = draft !== undefined && preview !== null && draft.trim() !== preview.text
  const send = () => acts.act({ ids: [task.id], outcome: 'send', text: changed ? draft.trim() : undefined })
  return (
    <article className="t-card">
      <TaskHead task={task} />
      {task.why ? <p className="t-why">{t('task.why', { why: task.why })}</p> : null}
      {preview === null ? null : draft === undefined ? (
        <MessageText text={preview.text} />
      ) : (
        <Input.TextArea
          aria-label={t('task.message')}
          value={draft}
          autoSize={{ minRows: 3, maxRows: 12 }}
          maxLength={4000}
          autoFocus
          onChange={(event) => setDraft(event.target.value)}
        />
      )}
      {preview ? (
        <p className="g-soft t-small">{preview.toGroup ? t('task.to_group') : t('task.to_members', { count: preview.recipients })}</p>
      ) : null}
      {viewer.can('task.work') ? (
        <div className="t-actions">
          <Button type="primary" icon={<SendOutlined />} disabled={draft !== undefined && draft.trim() === ''} onClick={send}>
            {t(changed ? 'task.send_changed' : 'task.send')}
          </Button>
          {preview?.editable ? (
            <Button icon={<EditOutlined />} onClick={() => setDraft(draft === undefined ? preview.text : undefined)}>
              {t(draft === undefined ? 'task.edit' : 'task.edit_cancel')}
            </Button>
          ) : null}
          <Button type="text" onClick={() => acts.act({ ids: [task.id], outcome: 'skip' })}>
            {t('task.option.skip')}
          </Button>
        </div>
      ) : null}
    </article>
  )
}
