import { useI18n } from '@grove/i18n/react'
import { AskText } from './ask-text.tsx'
import { addressOf, type SimState, useDoing, useView } from './platform-state.ts'

interface Row {
  readonly seq: number
  readonly at: number
  readonly tries: number
  readonly state: string
  readonly answer: string
  readonly who: readonly string[]
  readonly event: { readonly event: string; readonly changeType?: string; readonly fields: Readonly<Record<string, unknown>> }
}

/** Callbacks on their way and those of the last hours: what was told, to whom, and what came back. */
export function OutboxPage({ state }: { state: SimState | undefined }) {
  const { t, f } = useI18n()
  const { post } = useDoing()
  const { view } = useView<{ totals: Record<string, number>; waiting: number; rows: readonly Row[] }>('/sim/outbox')
  const callback = state?.apps[0]?.callback
  return (
    <section className="detail wide">
      <h1>{t('sim.room.outbox')}</h1>
      <p className="soft">{callback ? t('sim.outbox.to', { url: callback.url }) : t('sim.outbox.nowhere')}</p>
      {!callback && <AskText label={t('sim.outbox.url')} action={t('sim.save')} onSay={(url) => post('/sim/connect', { url })} />}
      {view && (
        <dl className="figures">
          {(['told', 'delivered', 'retries', 'given_up', 'dropped', 'unheard'] as const).map((name) => (
            <div key={name}>
              <dt>{t(`sim.outbox.${name}`)}</dt>
              <dd>{f.number(view.totals[name] ?? 0)}</dd>
            </div>
          ))}
          <div>
            <dt>{t('sim.outbox.waiting')}</dt>
            <dd>{f.number(view.waiting)}</dd>
          </div>
        </dl>
      )}
      {view?.rows.length === 0 && <p className="hint">{t('sim.outbox.empty')}</p>}
      <ul className="rows letters">
        {view?.rows.map((row) => (
          <li key={row.seq}>
            <time>{f.time(row.at)}</time>
            <span className="grow">
              <b>{[row.event.changeType ?? row.event.event, row.event.fields['UpdateDetail']].filter(Boolean).join(' · ')}</b>
              <small>
                {Object.values(row.event.fields)
                  .filter((one) => typeof one === 'string')
                  .slice(0, 4)
                  .join(' · ')}
              </small>
            </span>
            <span className={`state ${row.state}`}>
              {t(`sim.outbox.${row.state}`)}
              {row.tries > 1 && ` ×${row.tries}`}
              {row.state !== 'delivered' && row.answer && <small> {row.answer}</small>}
            </span>
          </li>
        ))}
      </ul>
      {callback && <a href={addressOf('settings')}>{t('sim.outbox.change')}</a>}
    </section>
  )
}
