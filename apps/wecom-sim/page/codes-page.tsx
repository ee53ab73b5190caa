import { useI18n } from '@grove/i18n/react'
import { AskText } from './ask-text.tsx'
import { addressOf, go, useDoing, useView } from './platform-state.ts'

interface Codes {
  readonly contactWays: readonly { configId: string; remark: string; state: string; users: string[]; turns: number }[]
  readonly joinWays: readonly {
    configId: string
    remark: string
    state: string
    autoCreate: boolean
    groups: { id: string; name: string; members: number }[]
  }[]
  readonly links: readonly { id: string; name: string; url: string; customers: number }[]
}

/** Every code Grove made, with somebody new to scan it. */
export function CodesPage() {
  const { t } = useI18n()
  const { post } = useDoing()
  const { view } = useView<Codes>('/sim/codes')
  const scanAs = async (code: string, name: string) => {
    const made = await post('/sim/admin/stranger', { name })
    if (!made) return
    const id = String(made['customerId'])
    if (await post(`/sim/customer/${id}/scan`, { code })) go('customers', id)
  }
  if (!view) return null
  const none = view.contactWays.length + view.joinWays.length + view.links.length === 0
  const ask = (code: string) => (
    <AskText label={t('sim.code.newcomer')} action={t('sim.scan.action')} onSay={(name) => scanAs(code, name)} />
  )
  return (
    <section className="detail wide">
      <h1>{t('sim.room.codes')}</h1>
      {none && <p className="hint">{t('sim.code.none')}</p>}
      <div className="cards">
        {view.contactWays.map((way) => (
          <article className="card" key={way.configId}>
            <small>{t('sim.code.contact')}</small>
            <h2>{way.remark || way.configId}</h2>
            <p className="soft">
              {[way.users.join(', '), way.state && t('sim.state', { state: way.state }), t('sim.code.scans', { count: way.turns })]
                .filter(Boolean)
                .join(' · ')}
            </p>
            {ask(way.configId)}
          </article>
        ))}
        {view.joinWays.map((way) => (
          <article className="card" key={way.configId}>
            <small>{t('sim.code.join')}</small>
            <h2>{way.remark || way.configId}</h2>
            <ul className="rows">
              {way.groups.map((group) => (
                <li key={group.id}>
                  <a className="grow" href={addressOf('groups', group.id)}>
                    {group.name}
                  </a>
                  <small>{t('sim.member_count', { count: group.members })}</small>
                </li>
              ))}
            </ul>
            {way.autoCreate && <p className="soft">{t('sim.code.auto')}</p>}
            {ask(way.configId)}
          </article>
        ))}
        {view.links.map((link) => (
          <article className="card" key={link.id}>
            <small>{t('sim.code.link')}</small>
            <h2>{link.name || link.id}</h2>
            <p className="soft">{link.url}</p>
            {ask(link.id)}
          </article>
        ))}
      </div>
    </section>
  )
}
