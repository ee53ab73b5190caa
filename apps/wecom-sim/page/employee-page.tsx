import { useI18n } from '@grove/i18n/react'
import { useState } from 'react'
import { AskText } from './ask-text.tsx'
import { MassTask, type TaskView } from './mass-task.tsx'
import { OpenSidebar } from './open-sidebar.tsx'
import { addressOf, useDoing, useView } from './platform-state.ts'

interface EmployeeView {
  readonly employee: { readonly userid: string; readonly name: string; readonly status: number; readonly contacts: boolean }
  readonly tasks: readonly TaskView[]
  readonly messages: readonly { msgid: string; at: number; type: string; body: Record<string, unknown>; recalled: boolean }[]
  readonly moments: readonly { id: string; text: string; publishedAt: number | null; cancelled: boolean }[]
  readonly groups: readonly { id: string; name: string; members: number }[]
  readonly friends: readonly {
    customerId: string
    name: string
    remark: string
    state: string
    half: boolean
    tags: string[]
    quotaLeft: number
  }[]
  readonly friendCount: number
}

const tabs = ['tasks', 'messages', 'friends', 'groups', 'moments'] as const

/** An employee's phone. */
export function EmployeePage({ userid }: { userid: string }) {
  const { t, f } = useI18n()
  const { post } = useDoing()
  const [tab, setTab] = useState<(typeof tabs)[number]>('tasks')
  const { view, missing } = useView<EmployeeView>(`/sim/employees/${encodeURIComponent(userid)}`)
  if (missing) return <p className="hint">{t('sim.refused.no_employee')}</p>
  if (!view) return null
  const act = (name: string, input: object) => post(`/sim/employee/${encodeURIComponent(userid)}/${name}`, input)
  const waiting = view.tasks.filter((task) => task.status === 0 && !task.cancelled && !task.ignored).length
  return (
    <>
      <h1>
        {view.employee.name} <small>{view.employee.userid}</small>
      </h1>
      <div className="tabs" role="tablist">
        {tabs.map((one) => (
          <button key={one} type="button" role="tab" aria-selected={one === tab} onClick={() => setTab(one)}>
            {t(`sim.tab.${one}`)}
            {one === 'tasks' && waiting > 0 && <span className="badge">{waiting}</span>}
          </button>
        ))}
      </div>
      {tab === 'tasks' && view.tasks.length === 0 && <p className="hint">{t('sim.no_tasks')}</p>}
      {tab === 'tasks' && view.tasks.map((task) => <MassTask key={task.msgid} task={task} onAct={act} />)}
      {tab === 'messages' && view.messages.length === 0 && <p className="hint">{t('sim.no_messages')}</p>}
      {tab === 'messages' && view.messages.map((message) => <AppMessage key={message.msgid} message={message} onAct={act} />)}
      {tab === 'friends' && <Friends view={view} onAct={act} />}
      {tab === 'groups' && (
        <>
          <AskText label={t('sim.group.new')} onSay={(name) => act('createGroup', { name })} />
          <ul className="rows">
            {view.groups.map((group) => (
              <li key={group.id}>
                <a className="grow" href={addressOf('groups', group.id)}>
                  {group.name}
                </a>
                <small>{t('sim.member_count', { count: group.members })}</small>
                <OpenSidebar userid={userid} chatId={group.id} />
              </li>
            ))}
          </ul>
        </>
      )}
      {tab === 'moments' && view.moments.length === 0 && <p className="hint">{t('sim.no_moments')}</p>}
      {tab === 'moments' && (
        <ul className="rows">
          {view.moments.map((moment) => (
            <li key={moment.id}>
              <span className="grow">{moment.text}</span>
              {moment.cancelled && <small>{t('sim.cancelled')}</small>}
              {moment.publishedAt !== null && <small>{t('sim.published', { at: f.dateTime(moment.publishedAt) })}</small>}
              {!moment.cancelled && moment.publishedAt === null && (
                <button type="button" onClick={() => act('publish', { momentId: moment.id })}>
                  {t('sim.publish')}
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
      {view.employee.status !== 5 && (
        <p className="quiet-actions">
          <button
            type="button"
            className="danger"
            onClick={() => confirm(t('sim.resign_sure', { name: view.employee.name })) && post('/sim/admin/resign', { userid })}
          >
            {t('sim.resign')}
          </button>
        </p>
      )}
    </>
  )
}

type OnAct = (name: string, input: object) => unknown

function AppMessage({ message, onAct }: { message: EmployeeView['messages'][number]; onAct: OnAct }) {
  const { t, f } = useI18n()
  const { body } = message
  const text = [body['title'], body['content'], body['description'], (body['main_title'] as Record<string, unknown> | undefined)?.['title']]
  const url = body['url'] ?? (body['card_action'] as Record<string, unknown> | undefined)?.['url']
  const buttons = (body['button_list'] as { text: string; key: string }[] | undefined) ?? []
  return (
    <article className="card">
      <small>{f.dateTime(message.at)}</small>
      <p>{message.recalled ? t('sim.recalled') : text.filter((part) => typeof part === 'string').join(' · ')}</p>
      {typeof url === 'string' && /^https?:/.test(url) && (
        <a href={url} target="_blank" rel="noreferrer">
          {t('sim.open_link')}
        </a>
      )}
      {buttons.map(({ text: label, key }) => (
        <button key={key} type="button" onClick={() => onAct('click', { msgid: message.msgid, key })}>
          {label}
        </button>
      ))}
    </article>
  )
}

function Friends({ view, onAct }: { view: EmployeeView; onAct: OnAct }) {
  const { t } = useI18n()
  return (
    <>
      <p className="soft">{t('sim.customer_count', { count: view.friendCount })}</p>
      <ul className="rows">
        {view.friends.map((friend) => (
          <li key={friend.customerId}>
            <span className="grow">
              <a href={addressOf('customers', friend.customerId)}>{friend.remark || friend.name}</a>
              <small>
                {[...friend.tags, friend.state && t('sim.state', { state: friend.state }), t('sim.quota_left', { count: friend.quotaLeft })]
                  .filter(Boolean)
                  .join(' · ')}
              </small>
            </span>
            <OpenSidebar userid={view.employee.userid} customerId={friend.customerId} />
            {friend.half && (
              <button type="button" onClick={() => onAct('accept', { customerId: friend.customerId })}>
                {t('sim.accept')}
              </button>
            )}
            <button type="button" className="danger" onClick={() => onAct('delete', { customerId: friend.customerId })}>
              {t('sim.delete_friend')}
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}
