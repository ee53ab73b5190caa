import { useRoute } from '@grove/client/react'
import { useI18n } from '@grove/i18n/react'
import { Can, EmptyState, Loaded, Section, StateTag, Timeline, TimeText, VerbButton } from '@grove/ui'
import { Button, Progress } from 'antd'
import { useState } from 'react'
import { endOverride, getMemberStanding, type MemberStanding } from '../../contract/index.ts'
import { OverrideDrawer } from './override-drawer.tsx'
import { SegmentName } from './segment-name.tsx'
import { causeWords, stepWords } from './words.ts'
import './standing.css'

/** Tab of a member's page: where they stand, and everything that says why. */
export default function StandingOfMember({ memberId }: { memberId: number }) {
  const query = useRoute(getMemberStanding, { id: memberId })
  return <Loaded of={query}>{(data) => <Standing memberId={memberId} data={data} />}</Loaded>
}

function Standing({ memberId, data }: { memberId: number; data: MemberStanding }) {
  const { t, f } = useI18n()
  const [changing, setChanging] = useState(false)
  return (
    <>
      <Section
        title={t('standing.now')}
        extra={
          <Can right="standing.override">
            <Button size="small" onClick={() => setChanging(true)}>
              {t('standing.override')}
            </Button>
          </Can>
        }
      >
        <p>
          {stepWords(t, 'stage', data.stage)} · {stepWords(t, 'tier', data.tier)} · {stepWords(t, 'group', data.group)}{' '}
          <Awake data={data} />
        </p>
        {data.overrides.map((one) => (
          <p key={one.ladder}>
            <StateTag tone="warn">{t('standing.override.standing')}</StateTag> {t(`standing.ladder.${one.ladder}`)}{' '}
            {stepWords(t, one.ladder, one.value)}: {one.reason}
            <span className="g-soft">
              {' '}
              {one.by ?? ''} {one.until ? t('standing.override.until', { at: f.dateTime(one.until) }) : t('standing.override.open')}
            </span>{' '}
            <Can right="standing.override">
              <VerbButton
                route={endOverride}
                input={{ id: memberId, ladder: one.ladder }}
                invalidates={[getMemberStanding]}
                done={t('standing.override.ended')}
                button={{ size: 'small', type: 'link' }}
              >
                {t('standing.override.end')}
              </VerbButton>
            </Can>
          </p>
        ))}
      </Section>
      <div className="g-columns">
        <Section title={t('standing.score_of', { total: data.score.total })}>
          <p className="g-soft">{t('standing.score.hint', { days: data.score.window })}</p>
          {data.score.parts.map((one) => (
            <div key={one.part} className="s-part">
              <span>{t(`standing.part.${one.part}`)}</span>
              <Progress
                percent={one.of > 0 ? Math.round((100 * one.points) / one.of) : 0}
                showInfo={false}
                size="small"
                aria-label={t(`standing.part.${one.part}`)}
              />
              <span>
                {t('standing.part.points', { points: f.number(one.points, 1), of: one.of })}
                <span className="g-soft"> {t(`standing.part.${one.part}.value`, { value: f.number(one.value), cap: one.cap })}</span>
              </span>
            </div>
          ))}
        </Section>
        <Section title={t('standing.rfm')}>
          {data.rfm ? (
            <>
              <p>
                <strong>
                  <SegmentName segment={data.rfm.segment} />
                </strong>{' '}
                · R{data.rfm.r} F{data.rfm.f} M{data.rfm.m}
              </p>
              <p className="g-soft">
                {t('standing.rfm.of_member', {
                  recency: data.rfm.recency,
                  frequency: data.rfm.frequency,
                  monetary: f.money(data.rfm.monetary, data.rfm.currency),
                })}
              </p>
            </>
          ) : (
            <p className="g-soft">{t('standing.rfm.no_order')}</p>
          )}
        </Section>
      </div>
      <Section title={t('standing.moves')}>
        {data.moves.length === 0 ? (
          <EmptyState title={t('standing.moves.empty')} />
        ) : (
          <Timeline
            items={data.moves.map((one) => ({
              key: String(one.id),
              at: one.at,
              title: `${t(`standing.ladder.${one.ladder}`)}: ${stepWords(t, one.ladder, one.from)} → ${stepWords(t, one.ladder, one.to)}`,
              body: causeWords(t, one.cause),
            }))}
          />
        )}
      </Section>
      <OverrideDrawer memberId={memberId} standing={data} open={changing} onClose={() => setChanging(false)} />
    </>
  )
}

function Awake({ data }: { data: MemberStanding }) {
  const { t } = useI18n()
  if (data.asleepSince)
    return (
      <>
        <StateTag tone="idle">{t('standing.awake.no')}</StateTag> <TimeText at={data.asleepSince} />
      </>
    )
  if (!data.lastActAt) return <StateTag tone="info">{t('standing.never')}</StateTag>
  return (
    <>
      <StateTag tone="good">{t('standing.awake.yes')}</StateTag>
      {data.sleepAt ? (
        <span className="g-soft">
          {' '}
          {t('standing.sleeps')} <TimeText at={data.sleepAt} />
        </span>
      ) : null}
    </>
  )
}
