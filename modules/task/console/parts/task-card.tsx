import { useT } from '@grove/i18n/react'
import { useViewer } from '@grove/ui'
import { Button } from 'antd'
import { useState } from 'react'
import type { Task } from '../../contract/index.ts'
import { HandOver } from './hand-over.tsx'
import { HeldLine } from './held-line.tsx'
import { Script } from './script.tsx'
import { TaskHead } from './task-head.tsx'
import type { HeldActs } from './use-held-acts.ts'
import { useWords } from './use-words.ts'

const LONG = 140

/** Something to do, with each way to finish it as one button. */
export function TaskCard({ task, acts }: { task: Task; acts: HeldActs }) {
  const t = useT()
  const words = useWords()
  const viewer = useViewer()
  const [handing, setHanding] = useState(false)
  const held = acts.of(task.id)
  if (held) return <HeldLine task={task} act={held} acts={acts} />
  return (
    <article className="t-card">
      <TaskHead task={task} />
      {task.why ? <p className="t-why">{t('task.why', { why: task.why })}</p> : null}
      {task.body ? <Instructions text={words(task.body)} /> : null}
      {task.script ? <Script text={task.script} /> : null}
      <div className="t-actions">
        {viewer.can('task.work')
          ? task.options.map((option, index) => (
              <Button
                key={option.outcome}
                type={index === 0 ? 'primary' : 'default'}
                danger={option.danger ?? false}
                onClick={() => acts.act({ ids: [task.id], outcome: option.outcome })}
              >
                {words(option.label)}
              </Button>
            ))
          : null}
        {viewer.can('task.assign') ? (
          <Button type="text" onClick={() => setHanding(true)}>
            {t('task.hand_over')}
          </Button>
        ) : null}
      </div>
      <HandOver open={handing} ids={[task.id]} onClose={() => setHanding(false)} />
    </article>
  )
}

/** Long instructions fold to a few lines; nothing is hidden for good. */
function Instructions({ text }: { text: string }) {
  const t = useT()
  const [open, setOpen] = useState(text.length <= LONG)
  return (
    <div className="t-body">
      <p className={open ? undefined : 't-folded'}>{text}</p>
      {open ? null : (
        <Button type="link" size="small" onClick={() => setOpen(true)}>
          {t('task.unfold')}
        </Button>
      )}
    </div>
  )
}
