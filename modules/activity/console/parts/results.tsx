import { useRoute } from '@grove/client/react'
import { useI18n } from '@grove/i18n/react'
import { Chart, Figure, Figures, Loaded, Section } from '@grove/ui'
import { useMemo } from 'react'
import { type CockpitView, type Figures as Brought, getFigures } from '../../contract/index.ts'
import { Winners } from './winners.tsx'

/** What it brought, beside the group's usual and the same script elsewhere. */
export function Results({ view }: { readonly view: CockpitView }) {
  const found = useRoute(getFigures, { id: view.id })
  return (
    <>
      <Loaded of={found}>{(data) => <Shown data={data} />}</Loaded>
      <Winners view={view} />
    </>
  )
}

function Shown({ data }: { readonly data: Brought }) {
  const { t, f } = useI18n()
  const share = (value: number | null) => (value === null ? null : f.percent(value))
  const option = useMemo(
    () => ({
      grid: { left: 40, right: 12, top: 12, bottom: 28 },
      tooltip: { trigger: 'axis' as const },
      xAxis: { type: 'category' as const, data: data.overTime.map((one) => f.dateTime(one.at)) },
      yAxis: { type: 'value' as const, minInterval: 1 },
      series: [{ type: 'line' as const, areaStyle: {}, name: t('activity.figure.answers'), data: data.overTime.map((one) => one.count) }],
    }),
    [data.overTime, f, t],
  )
  return (
    <>
      <Section>
        <Figures>
          <Figure label={t('activity.figure.reached')} value={data.reached} definition={t('activity.figure.reached_definition')} />
          <Figure label={t('activity.figure.joined')} value={data.joined} definition={t('activity.joined_definition')} />
          <Figure
            label={t('activity.figure.share')}
            value={share(data.share)}
            definition={t('activity.figure.share_definition')}
            note={t('activity.figure.compared', { usual: share(data.usual) ?? '–', elsewhere: share(data.elsewhere) ?? '–' })}
          />
          <Figure label={t('activity.figure.answers')} value={data.answers} definition={t('activity.answered_definition')} />
          <Figure label={t('activity.figure.winners')} value={data.winners} definition={t('activity.figure.winners_definition')} />
          <Figure
            label={t('activity.figure.cost')}
            value={f.money(data.cost)}
            definition={t('activity.figure.cost_definition')}
            note={t('activity.prize.points', { points: data.points })}
          />
          <Figure
            label={t('activity.figure.talk')}
            value={data.talkAfter}
            definition={t('activity.figure.talk_definition')}
            note={t('activity.figure.talk_before', { count: data.talkBefore })}
          />
          <Figure label={t('activity.figure.left')} value={data.left} definition={t('activity.figure.left_definition')} />
          <Figure
            label={t('activity.figure.orders')}
            value={data.orders}
            definition={t('activity.figure.orders_definition')}
            note={f.money(data.orderAmount)}
          />
        </Figures>
      </Section>
      {data.overTime.length > 1 ? (
        <Section title={t('activity.figure.over_time')}>
          <Chart option={option} height={220} summary={t('activity.figure.over_time')} />
        </Section>
      ) : null}
    </>
  )
}
