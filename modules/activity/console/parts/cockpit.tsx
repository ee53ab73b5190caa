import { useVerb } from '@grove/client/react'
import { useI18n } from '@grove/i18n/react'
import { Can, Chart, Figure, Figures, Section, useToast, VerbButton } from '@grove/ui'
import { Alert, Button, Space } from 'antd'
import { useEffect, useMemo, useState } from 'react'
import { type CockpitView, extendRound, getCockpit, revealNow } from '../../contract/index.ts'
import { leftWords } from '../../domain/left-words.ts'
import { Prizes } from './prizes.tsx'
import { SettleGuess } from './settle-guess.tsx'
import { Winners } from './winners.tsx'

const DAY_S = 86_400
const EXTENSIONS = [1, 5, 15] as const

/** The live board: time left, answers coming in, and the three things an owner may want to do. */
export function Cockpit({ view }: { readonly view: CockpitView }) {
  const { t, f } = useI18n()
  const waiting = ['planned', 'announced', 'preheating'].includes(view.stage)
  const left = useLeft(waiting ? view.startsAt : view.stage === 'open' ? view.closesAt : null, view.now)
  const share = view.members > 0 ? view.joined / view.members : null
  return (
    <>
      {view.stage === 'stopped' ? (
        <Alert className="activity-stopped" type="warning" showIcon title={t('activity.stopped_why', { why: view.stoppedWhy ?? '' })} />
      ) : null}
      <Section>
        <Figures>
          <Figure
            label={t(waiting ? 'activity.until_start' : 'activity.until_close')}
            value={left === null ? null : left < DAY_S ? leftWords(t, view, left) : f.duration(left)}
            definition={t('activity.until_definition')}
            {...(left !== null && left > 0 && left <= 10 ? { tone: 'warn' as const } : {})}
          />
          <Figure
            label={t('activity.field.round')}
            value={view.round === 0 ? null : `${view.round} / ${view.rounds}`}
            definition={t('activity.round_definition')}
          />
          <Figure label={t('activity.field.answered')} value={view.shown?.answered ?? 0} definition={t('activity.answered_definition')} />
          <Figure
            label={t('activity.field.joined')}
            value={view.joined}
            definition={t('activity.joined_definition')}
            {...(share === null ? {} : { note: t('activity.share_of', { share: f.percent(share) }) })}
          />
          {view.claims === null ? null : (
            <Figure label={t('activity.field.claims_left')} value={view.claimsLeft} definition={t('activity.claims_definition')} />
          )}
        </Figures>
        {view.stage === 'open' ? (
          <Can right="activity.run">
            <Acts view={view} />
          </Can>
        ) : null}
      </Section>
      {view.kind === 'guess' && view.stage === 'open' ? (
        <Can right="activity.run">
          <SettleGuess view={view} />
        </Can>
      ) : null}
      {view.shown ? <Round view={view} /> : null}
      <Pulse view={view} />
      <Winners view={view} />
      <Prizes view={view} />
    </>
  )
}

function Acts({ view }: { readonly view: CockpitView }) {
  const { t } = useI18n()
  const toast = useToast()
  // The result of a guess is told apart; closing early reveals nothing yet.
  const what = view.kind === 'guess' ? 'close' : 'reveal'
  const extend = useVerb(extendRound, { invalidates: [getCockpit] })
  return (
    <Space wrap className="activity-acts">
      <VerbButton
        route={revealNow}
        input={{ id: view.id }}
        invalidates={[getCockpit]}
        confirm={{ title: t(`activity.${what}_ask`), body: t('activity.reveal_hint'), ok: t(`activity.${what}_now`) }}
        button={what === 'close' ? {} : { type: 'primary' }}
      >
        {t(`activity.${what}_now`)}
      </VerbButton>
      {EXTENSIONS.map((minutes) => (
        <Button key={minutes} loading={extend.isPending} onClick={() => extend.mutate({ id: view.id, minutes }, { onError: toast.failed })}>
          {t('activity.extend', { minutes })}
        </Button>
      ))}
    </Space>
  )
}

function Round({ view }: { readonly view: CockpitView }) {
  const { t, f } = useI18n()
  const round = view.shown
  if (!round) return null
  const right = round.answer ?? view.secret
  return (
    <Section title={view.rounds > 1 ? t('activity.round_of', { round: round.round, rounds: view.rounds }) : t('activity.question')}>
      <p className="activity-question">{round.text}</p>
      {round.options.length > 1 ? (
        <ul className="activity-options">
          {round.options.map((option) => (
            <li key={option.key} className={option.key === right ? 'activity-right' : undefined}>
              <b>{option.key}</b> {option.label}
              {option.count === null ? null : <span className="g-soft">{f.number(option.count)}</span>}
            </li>
          ))}
        </ul>
      ) : null}
      {view.kind === 'guess' && right !== null && round.options.length === 0 ? (
        <p>{t('activity.reveal.result', { label: right })}</p>
      ) : null}
      {view.secret ? <p className="g-soft">{t('activity.secret')}</p> : null}
      {round.firstName ? <p>{t('activity.first', { name: round.firstName })}</p> : null}
      {round.explain ? <p className="g-soft">{round.explain}</p> : null}
    </Section>
  )
}

function Pulse({ view }: { readonly view: CockpitView }) {
  const { t, f } = useI18n()
  const option = useMemo(
    () => ({
      grid: { left: 40, right: 12, top: 12, bottom: 28 },
      tooltip: { trigger: 'axis' as const },
      xAxis: { type: 'category' as const, data: view.pulse.map((one) => f.time(one.at)) },
      yAxis: { type: 'value' as const, minInterval: 1 },
      series: [{ type: 'bar' as const, barMaxWidth: 28, name: t('activity.field.answered'), data: view.pulse.map((one) => one.count) }],
    }),
    [view.pulse, f, t],
  )
  if (view.pulse.length === 0) return null
  return (
    <Section title={t('activity.pulse')}>
      <Chart option={option} height={180} summary={t('activity.pulse')} />
    </Section>
  )
}

/** Seconds left, counted down between two answers of the server. */
function useLeft(until: Date | string | null, serverNow: Date | string): number | null {
  const server = new Date(serverNow).getTime()
  const [now, setNow] = useState(() => Date.now())
  const [shift, setShift] = useState(() => server - Date.now())
  useEffect(() => setShift(server - Date.now()), [server])
  useEffect(() => {
    if (until === null) return undefined
    const timer = setInterval(() => setNow(Date.now()), 500)
    return () => clearInterval(timer)
  }, [until])
  return until === null ? null : Math.max(0, Math.ceil((new Date(until).getTime() - (now + shift)) / 1000))
}
