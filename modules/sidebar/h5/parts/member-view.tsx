import { Avatar, Badge, Card, ProblemPage, Row, useLoad, useWords, Waiting } from '@grove/ui-h5'
import { type MemberCard, readMemberCard } from '../../contract/index.ts'
import { ScriptList } from './script-list.tsx'
import { Tabs } from './tabs.tsx'
import { TaskList } from './task-list.tsx'

/** Beside a private conversation: who this is, what to do, what to say. */
export function MemberView({ account, externalId }: { readonly account: number; readonly externalId: string }) {
  const { t } = useWords()
  const card = useLoad(readMemberCard, { account, externalId })
  if (card.problem && !card.data) return <ProblemPage problem={card.problem} onRetry={card.reload} home={false} />
  if (!card.data) return <Waiting />
  const { member, tasks } = card.data
  return (
    <Tabs
      tabs={[
        { key: 'card', label: t('sidebar.tab.card'), content: <Facts card={card.data} /> },
        {
          key: 'tasks',
          label: t('sidebar.tab.tasks', { count: tasks.length }),
          content: <TaskList title={t('sidebar.member_tasks')} tasks={tasks} onDone={card.reload} />,
        },
        { key: 'scripts', label: t('sidebar.tab.scripts'), content: <ScriptList place="member" words={{ name: member.displayName }} /> },
      ]}
    />
  )
}

function Facts({ card }: { readonly card: MemberCard }) {
  const { t, f } = useWords()
  const { member, points, orders, communities } = card
  const facts = [
    [t('sidebar.fact.city'), member.city],
    [t('sidebar.fact.source'), member.source],
    [t('sidebar.fact.owner'), member.ownerName],
    [t('sidebar.fact.since'), f.day(member.createdAt)],
    [t('sidebar.fact.active'), member.lastActiveAt ? f.dateTime(member.lastActiveAt) : null],
  ] as const
  return (
    <>
      <Card>
        <div className="side-who">
          <Avatar name={member.displayName} seed={String(member.id)} url={member.avatarUrl} size={48} />
          <div>
            <strong>{member.displayName}</strong>
            <p className="side-soft">
              {t(`member.stage.${member.stage}`)}
              {points === null ? '' : ` · ${t('sidebar.points', { count: f.number(points) })}`}
            </p>
          </div>
        </div>
        {member.tags.length > 0 ? (
          <p className="side-tags">
            {member.tags.map((tag) => (
              <Badge key={tag.id}>{tag.name}</Badge>
            ))}
          </p>
        ) : null}
        <dl className="side-facts">
          {facts.map(([name, value]) =>
            value ? (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ) : null,
          )}
        </dl>
      </Card>
      {orders === null ? null : (
        <Card title={t('sidebar.orders')}>
          {orders.length === 0 ? <p className="side-soft">{t('sidebar.no_orders')}</p> : null}
          {orders.map((order) => (
            <Row
              key={order.id}
              title={order.product ?? t('sidebar.order')}
              note={f.dateTime(order.paidAt)}
              end={<strong>{f.money(order.amount - order.refunded, order.currency)}</strong>}
            />
          ))}
        </Card>
      )}
      <Card title={t('sidebar.promised')}>
        {communities.length === 0 ? <p className="side-soft">{t('sidebar.no_groups')}</p> : null}
        {communities.map((community) => (
          <Row key={community.id} title={community.name} note={community.promise || t('sidebar.no_promise')} />
        ))}
      </Card>
    </>
  )
}
