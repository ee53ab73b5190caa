import { useI18n } from '@grove/i18n/react'
import { AskText } from './ask-text.tsx'
import { type SimState, useDoing } from './platform-state.ts'

const chances = [
  'fail',
  'lost',
  'twice',
  'busy',
  'revoke',
  'throttle',
  'emptyPage',
  'callbackDuplicate',
  'callbackReorder',
  'callbackDrop',
] as const
const jumps = [
  ['minute', 60_000],
  ['hour', 3_600_000],
  ['day', 86_400_000],
] as const
const rules = ['month_days', 'week_7', 'day_1'] as const

/** What Grove has to be told, the time, the rules of the company, and how bad the weather is. */
export function SettingsPage({ state }: { state: SimState | undefined }) {
  const { t, f } = useI18n()
  const { post } = useDoing()
  if (!state) return null
  const [app] = state.apps
  return (
    <section className="detail wide settings">
      <h1>{t('sim.room.settings')}</h1>
      <h2>{t('sim.settings.connect')}</h2>
      <p className="soft">{t('sim.settings.connect_hint')}</p>
      <dl className="facts">
        <Fact name={t('sim.settings.base')} value={location.origin} />
        <Fact name="corpid" value={state.corp.id} />
        <Fact name="agentid" value={String(app?.agentId ?? '')} />
        <Fact name="secret" value={app?.secret ?? ''} />
        <Fact name="Token" value={app?.callbackKeys.token ?? ''} />
        <Fact name="EncodingAESKey" value={app?.callbackKeys.aesKey ?? ''} />
        {app?.callback && <Fact name={t('sim.outbox.url')} value={app.callback.url} />}
      </dl>
      <p className="soft">{t('sim.settings.verify_hint')}</p>
      <Connect />
      <h2>{t('sim.settings.sidebar')}</h2>
      <p className="soft">{t('sim.settings.sidebar_hint')}</p>
      {state.webview ? <Fact name={t('sim.settings.sidebar_page')} value={state.webview.page} /> : null}
      <AskText label={t('sim.settings.sidebar_page')} action={t('sim.save')} onSay={(page) => post('/sim/webview', { page })} />
      <h2>{t('sim.settings.time')}</h2>
      <p className="soft">{f.exact(state.now)}</p>
      <div className="actions">
        {jumps.map(([name, advanceMs]) => (
          <button key={name} type="button" onClick={() => post('/sim/clock', { advanceMs })}>
            {t(`sim.settings.plus_${name}`)}
          </button>
        ))}
      </div>
      <h2>{t('sim.settings.rule')}</h2>
      <div className="tabs">
        {rules.map((rule) => (
          <button
            key={rule}
            type="button"
            aria-pressed={state.corp.massRule === rule}
            onClick={() => post('/sim/admin/massRule', { rule })}
          >
            {t(`sim.rule.${rule}`)}
          </button>
        ))}
      </div>
      <h2>{t('sim.settings.bustle')}</h2>
      <p className="soft">{t('sim.settings.bustle_hint')}</p>
      <div className="actions">
        <button type="button" onClick={() => post('/sim/bustle', { acts: 20 })}>
          {t('sim.settings.bustle_some')}
        </button>
        <button type="button" onClick={() => post('/sim/storm', { perSecond: 500, seconds: 10 })}>
          {t('sim.settings.storm')}
        </button>
      </div>
      <h2>{t('sim.settings.faults')}</h2>
      <p className="soft">{t('sim.settings.faults_hint')}</p>
      <div className="sliders">
        {chances.map((name) => {
          const value = Number(state.faults[name] ?? 0)
          return (
            <label key={name}>
              <span>
                {t(`sim.fault.${name}`)} <b>{f.percent(value, 0)}</b>
              </span>
              <input
                type="range"
                min="0"
                max="0.5"
                step="0.05"
                value={value}
                onChange={(event) => post('/sim/faults', { [name]: Number(event.target.value) })}
              />
            </label>
          )
        })}
      </div>
      <h2>{t('sim.settings.snapshot')}</h2>
      <AskText label={t('sim.settings.snapshot_name')} action={t('sim.save')} onSay={(name) => post('/sim/snapshot', { name })} />
      <AskText
        label={t('sim.settings.snapshot_name')}
        action={t('sim.settings.restore')}
        onSay={(name) => post('/sim/restore', { name })}
      />
    </section>
  )
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <code>{value}</code>
      </dd>
    </div>
  )
}

function Connect() {
  const { t } = useI18n()
  const { post } = useDoing()
  const connect = (form: FormData) => {
    const filled = [...form].filter(([, value]) => typeof value === 'string' && value.trim() !== '')
    return post('/sim/connect', Object.fromEntries(filled))
  }
  return (
    <form
      className="connect"
      onSubmit={(event) => {
        event.preventDefault()
        void connect(new FormData(event.currentTarget))
      }}
    >
      <input name="url" type="url" required placeholder={t('sim.outbox.url')} aria-label={t('sim.outbox.url')} />
      <input name="token" placeholder="Token" aria-label="Token" />
      <input name="aesKey" placeholder="EncodingAESKey" aria-label="EncodingAESKey" />
      <button type="submit" className="primary">
        {t('sim.settings.verify')}
      </button>
    </form>
  )
}
