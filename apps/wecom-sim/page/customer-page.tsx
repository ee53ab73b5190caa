import { useI18n } from '@grove/i18n/react'
import { useState } from 'react'
import { AskText } from './ask-text.tsx'
import { addressOf, useDoing, useView } from './platform-state.ts'
import { type Said, Talks } from './talks.tsx'

interface CustomerView {
  readonly customer: { readonly id: string; readonly name: string; readonly type: 1 | 2; readonly corpName: string }
  readonly quotaLeft: number
  readonly friends: readonly { userid: string; name: string; half: boolean; talks: readonly Said[] }[]
  readonly groups: readonly { id: string; name: string; members: number }[]
  readonly transfer: boolean
}
interface Codes {
  readonly contactWays: readonly { configId: string; remark: string; state: string }[]
  readonly joinWays: readonly { configId: string; remark: string; state: string }[]
  readonly links: readonly { id: string; name: string }[]
}

/** A customer's phone: codes to scan, friends to talk to, groups to leave. */
export function CustomerPage({ id }: { id: string }) {
  const { t } = useI18n()
  const { post } = useDoing()
  const [friend, setFriend] = useState<string>()
  const { view, missing } = useView<CustomerView>(`/sim/customers/${encodeURIComponent(id)}`)
  const { view: codes } = useView<Codes>('/sim/codes')
  if (missing) return <p className="hint">{t('sim.refused.no_customer')}</p>
  if (!view) return null
  const act = (name: string, input: object = {}) => post(`/sim/customer/${encodeURIComponent(id)}/${name}`, input)
  const open = view.friends.find(({ userid }) => userid === friend) ?? view.friends[0]
  return (
    <>
      <h1>
        {view.customer.name} <small>{view.customer.type === 2 ? view.customer.corpName : t('sim.wechat')}</small>
      </h1>
      <p className="soft">
        {id} · {t('sim.quota_left', { count: view.quotaLeft })}
      </p>
      <h2>{t('sim.scan.title')}</h2>
      <AskText label={t('sim.scan.label')} action={t('sim.scan.action')} list={choices(codes, t)} onSay={(code) => act('scan', { code })} />
      {view.transfer && (
        <div className="card">
          <p>{t('sim.transfer.asked')}</p>
          <div className="actions">
            <button type="button" className="primary" onClick={() => act('acceptTransfer')}>
              {t('sim.transfer.accept')}
            </button>
            <button type="button" onClick={() => act('refuseTransfer')}>
              {t('sim.transfer.refuse')}
            </button>
          </div>
        </div>
      )}
      <h2>{t('sim.tab.friends_of_customer')}</h2>
      {view.friends.length === 0 && <p className="hint">{t('sim.no_friends')}</p>}
      {view.friends.length > 1 && (
        <div className="tabs">
          {view.friends.map(({ userid, name }) => (
            <button key={userid} type="button" aria-pressed={userid === open?.userid} onClick={() => setFriend(userid)}>
              {name}
            </button>
          ))}
        </div>
      )}
      {open && (
        <div className="card">
          <header>
            <a href={addressOf('employees', open.userid)}>{open.name}</a>
            <button type="button" className="danger" onClick={() => act('delete', { userid: open.userid })}>
              {t('sim.delete_friend')}
            </button>
          </header>
          <Talks talks={open.talks} mine={id} empty={t('sim.no_words')} />
          <AskText label={t('sim.say')} action={t('sim.send')} onSay={(text) => act('say', { userid: open.userid, text })} />
        </div>
      )}
      <h2>{t('sim.tab.groups')}</h2>
      {view.groups.length === 0 && <p className="hint">{t('sim.no_groups')}</p>}
      <ul className="rows">
        {view.groups.map((group) => (
          <li key={group.id}>
            <a className="grow" href={addressOf('groups', group.id)}>
              {group.name}
            </a>
            <button type="button" className="danger" onClick={() => act('leave', { chatId: group.id })}>
              {t('sim.leave')}
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}

function choices(codes: Codes | undefined, t: ReturnType<typeof useI18n>['t']) {
  const name = (kind: string, words: string) => `${t(`sim.code.${kind}`)} ${words}`
  return [
    ...(codes?.contactWays ?? []).map((way) => ({ id: way.configId, name: name('contact', way.remark || way.state) })),
    ...(codes?.joinWays ?? []).map((way) => ({ id: way.configId, name: name('join', way.remark || way.state) })),
    ...(codes?.links ?? []).map((link) => ({ id: link.id, name: name('link', link.name) })),
  ]
}
