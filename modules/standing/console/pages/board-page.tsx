import { addDays, dayOf } from '@grove/calendar'
import { useRoute } from '@grove/client/react'
import { useI18n } from '@grove/i18n/react'
import { DayRangeField, EmptyState, Go, Loaded, PageHeader, Section, useGo, useUrlState, useViewer } from '@grove/ui'
import { Button } from 'antd'
import { board } from '../../contract/index.ts'
import { CountProgress } from '../parts/count-progress.tsx'
import { FlowMatrix } from '../parts/flow-matrix.tsx'
import { LadderChoice, useLadder } from '../parts/ladder-choice.tsx'
import { stepWords } from '../parts/words.ts'
import '../parts/standing.css'

/** /standing — how many stand where, and how they moved. */
export default function BoardPage() {
  const { t, f } = useI18n()
  const go = useGo()
  const url = useUrlState()
  const { workspace } = useViewer()
  const [ladder, setLadder] = useLadder()
  const today = dayOf(Date.now(), workspace.zone)
  const until = url.one('until') ?? today
  const since = url.one('since') ?? addDays(until, -29)
  const query = useRoute(
    board,
    { ladder, since, until },
    { keepPrevious: true, refetchEvery: (data) => (data?.count?.state === 'running' || data?.count?.state === 'waiting' ? 1500 : 60_000) },
  )
  return (
    <>
      <PageHeader
        title={t('standing.title')}
        hint={t('standing.hint')}
        actions={
          <>
            <Button onClick={() => go('/standing/rfm')}>{t('standing.rfm')}</Button>
            <Button onClick={() => go('/standing/measures')}>{t('standing.measures')}</Button>
            <Button onClick={() => go(`/standing/rules?ladder=${ladder}`)}>{t('standing.rules')}</Button>
          </>
        }
      />
      <div className="s-bar-row">
        <LadderChoice value={ladder} onChange={setLadder} />
        <DayRangeField
          label={[t('standing.since'), t('standing.until')]}
          from={since}
          to={until}
          onChange={(from, to) => url.set({ since: from, until: to })}
        />
      </div>
      <Loaded of={query}>
        {(data) => {
          const total = data.steps.reduce((sum, one) => sum + one.count, 0)
          return (
            <>
              <Section title={t(`standing.ladder.${ladder}`)}>
                <p className="g-soft">{t(`standing.ladder.${ladder}.hint`)}</p>
                <div className="s-steps">
                  {data.steps.map((one) => (
                    <Go key={one.step} to={`/standing/${ladder}/${one.step}`} className="s-step">
                      <span>{stepWords(t, ladder, one.step)}</span>
                      <strong>{f.number(one.count)}</strong>
                      <span className="s-step-bar" aria-hidden="true">
                        <span style={{ width: `${total > 0 ? (100 * one.count) / total : 0}%` }} />
                      </span>
                      <span className="g-soft">{t('standing.in_out', { entered: f.number(one.entered), left: f.number(one.left) })}</span>
                    </Go>
                  ))}
                </div>
                <CountProgress count={data.count} />
              </Section>
              <Section title={t('standing.flows')}>
                {data.flows.length === 0 ? (
                  <EmptyState title={t('standing.flows.empty')} hint={t('standing.flows.empty_hint')} />
                ) : (
                  <>
                    <p className="g-soft">{t('standing.flows.hint')}</p>
                    <FlowMatrix ladder={ladder} flows={data.flows} since={since} until={until} />
                  </>
                )}
              </Section>
            </>
          )
        }}
      </Loaded>
    </>
  )
}
