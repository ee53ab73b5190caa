import { completeTasksRoute, type Task, type Words } from '@grove/task/contract'
import { Badge, Button, Card, Confirm, ProblemLine, useSend, useToast, useWords } from '@grove/ui-h5'
import { useState } from 'react'
import { SayButton } from './say-button.tsx'

type Option = Task['options'][number]

/** Open work beside the conversation: what to send, what to do, and the buttons that finish it. */
export function TaskList({
  title,
  tasks,
  onDone,
}: {
  readonly title: string
  readonly tasks: readonly Task[]
  readonly onDone: () => void
}) {
  const { t } = useWords()
  return (
    <Card title={title}>
      {tasks.length === 0 ? (
        <p className="side-soft">{t('sidebar.no_tasks')}</p>
      ) : (
        tasks.map((task) => <TaskItem key={task.id} task={task} onDone={onDone} />)
      )}
    </Card>
  )
}

function TaskItem({ task, onDone }: { readonly task: Task; readonly onDone: () => void }) {
  const { t, f } = useWords()
  const toast = useToast()
  const finish = useSend(completeTasksRoute)
  const [asking, setAsking] = useState<Option>()
  const say = (words: Words) => ('text' in words ? words.text : t(words.key, words.params))
  // On a phone moments are the text they came as.
  const until = task.expiresAt ?? task.dueAt
  const late = new Date(until) < new Date()
  const answer = async (option: Option) => {
    setAsking(undefined)
    if ((await finish.send({ ids: [task.id], outcome: option.outcome })) === undefined) return
    toast(t('sidebar.finished'))
    onDone()
  }
  return (
    <article className="side-task" aria-label={say(task.title)}>
      <h3>
        {say(task.title)} {task.kind === 'confirm' ? <Badge tone="official">{t('sidebar.waits')}</Badge> : null}
      </h3>
      <p className={late ? 'side-late' : 'side-soft'}>
        {t(late ? 'sidebar.late' : 'sidebar.due', { at: f.dateTime(until) })}
        {task.assignee ? ` · ${task.assignee.name}` : ''}
      </p>
      {task.why ? <p className="side-soft">{task.why}</p> : null}
      {task.preview ? <blockquote>{task.preview.text}</blockquote> : task.body ? <p className="side-text">{say(task.body)}</p> : null}
      {task.script ? <blockquote>{task.script}</blockquote> : null}
      {task.preview ? <p className="side-soft">{t('sidebar.recipients', { count: task.preview.recipients })}</p> : null}
      <div className="side-buttons">
        {task.script ? <SayButton text={task.script} /> : null}
        {task.options.map((option) => (
          <Button
            key={option.outcome}
            kind={option.danger ? 'danger' : option.outcome === 'skip' ? 'plain' : 'primary'}
            busy={finish.busy}
            onPress={() => (option.danger ? setAsking(option) : void answer(option))}
          >
            {say(option.label)}
          </Button>
        ))}
      </div>
      <ProblemLine problem={finish.problem} />
      {asking ? (
        <Confirm
          danger
          title={say(task.title)}
          action={say(asking.label)}
          onYes={() => void answer(asking)}
          onNo={() => setAsking(undefined)}
        />
      ) : null}
    </article>
  )
}
