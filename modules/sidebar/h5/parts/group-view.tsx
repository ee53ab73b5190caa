import { Badge, Card, ProblemPage, Row, useLoad, useWords, Waiting } from '@grove/ui-h5'
import { type GroupCard, readGroupCard } from '../../contract/index.ts'
import { ScriptList } from './script-list.tsx'
import { Tabs } from './tabs.tsx'
import { TaskList } from './task-list.tsx'

/** Beside a group: today's steps, what to say, what the group was promised. */
export function GroupView({ account, externalId }: { readonly account: number; readonly externalId: string }) {
  const { t } = useWords()
  const card = useLoad(readGroupCard, { account, externalId })
  if (card.problem && !card.data) return <ProblemPage problem={card.problem} onRetry={card.reload} home={false} />
  if (!card.data) return <Waiting />
  const { community, tasks, next } = card.data
  return (
    <Tabs
      tabs={[
        {
          key: 'today',
          label: t('sidebar.tab.today', { count: tasks.length }),
          content: (
            <>
              <TaskList title={t('sidebar.group_tasks')} tasks={tasks} onDone={card.reload} />
              {next === null ? null : <Coming next={next} />}
            </>
          ),
        },
        { key: 'scripts', label: t('sidebar.tab.scripts'), content: <ScriptList place="group" words={{ group: community.name }} /> },
        { key: 'group', label: t('sidebar.tab.group'), content: <About community={community} /> },
      ]}
    />
  )
}

function Coming({ next }: { readonly next: NonNullable<GroupCard['next']> }) {
  const { t, f } = useWords()
  return (
    <Card title={t('sidebar.next')}>
      {next.length === 0 ? <p className="side-soft">{t('sidebar.no_next')}</p> : null}
      {next.map((item) => (
        <Row
          key={`${String(item.at)} ${item.title}`}
          title={item.title}
          note={f.dateTime(item.at)}
          end={item.needs === 'system' ? null : <Badge tone="duty">{t(`sidebar.needs.${item.needs}`)}</Badge>}
        />
      ))}
    </Card>
  )
}

function About({ community }: { readonly community: GroupCard['community'] }) {
  const { t, f } = useWords()
  return (
    <Card title={community.name}>
      <p className="side-soft">{t('sidebar.group_about', { count: community.memberCount, owners: f.list(community.owners) })}</p>
      <h3 className="side-head">{t('sidebar.promised')}</h3>
      <p className="side-text">{community.promise || t('sidebar.no_promise')}</p>
    </Card>
  )
}
