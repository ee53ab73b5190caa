import { dayOf } from '@grove/calendar'
import { useRoute } from '@grove/client/react'
import { useI18n } from '@grove/i18n/react'
import { Chart, DayField, EmptyState, Go, Loaded, PageHeader, Section, useNow, useUrlState, useViewer, writeSearch } from '@grove/ui'
import { Segmented, Select, Table } from 'antd'
import { grain as grainSchema, RATES, type RateCell, type RateName, rateCommunities, rateSplit, rates } from '../../contract/index.ts'
import { fractionOf, rateOf } from '../../domain/index.ts'
import { RateDefinitions } from '../parts/rate-definitions.tsx'
import { useRateWords } from '../parts/rate-words.ts'
import '../parts/standing.css'

/** /rates — the four rates, period by period, each number with the members behind it. */
export default function RatesPage() {
  const { t, f } = useI18n()
  const url = useUrlState()
  const { workspace } = useViewer()
  const places = useRoute(rateCommunities, {}, { staleMs: 60_000 })
  const grain = grainSchema.catch('week').parse(url.one('grain'))
  const wanted = rateSplit.catch('none').parse(url.one('split'))
  const first = places.data?.whole === false ? (places.data.items[0]?.id ?? 0) : 0
  const communityId = Number(url.one('community') ?? first) || 0
  const split = communityId > 0 && wanted === 'community' ? 'none' : wanted
  const today = dayOf(Date.now(), workspace.zone)
  const until = url.one('until') ?? today
  const query = useRoute(rates, { grain, until, periods: 12, communityId, split }, { keepPrevious: true, enabled: places.isSuccess })
  const splits = rateSplit.options.filter((one) => one !== 'community' || communityId === 0)
  return (
    <>
      <PageHeader title={t('rate.title')} hint={t('rate.hint')} />
      <div className="s-bar-row">
        <Segmented<string>
          aria-label={t('rate.grain')}
          value={grain}
          onChange={(value) => url.set({ grain: value })}
          options={grainSchema.options.map((one) => ({ value: one, label: t(`rate.grain.${one}`) }))}
        />
        <Select
          aria-label={t('rate.where')}
          style={{ minWidth: 180 }}
          showSearch={{ optionFilterProp: 'label' }}
          value={communityId}
          loading={places.isPending}
          onChange={(value) => url.set({ community: value === 0 ? undefined : String(value) })}
          options={[
            ...(places.data?.whole === false ? [] : [{ value: 0, label: t('rate.whole') }]),
            ...(places.data?.items ?? []).map((one) => ({ value: one.id, label: one.name })),
          ]}
        />
        <Select
          aria-label={t('rate.split')}
          style={{ minWidth: 130 }}
          value={split}
          onChange={(value) => url.set({ split: value === 'none' ? undefined : value })}
          options={splits.map((one) => ({ value: one, label: t(`rate.split.${one}`) }))}
        />
        <span className="s-until">
          <DayField
            aria-label={t('rate.until')}
            allowClear={false}
            value={until}
            onChange={(day) => url.set({ until: day === today ? undefined : day })}
          />
        </span>
      </div>
      <Loaded of={query}>
        {(data) =>
          data.rows.length === 0 ? (
            <Section>
              <EmptyState title={t('rate.empty')} hint={t('rate.empty_hint')} />
            </Section>
          ) : (
            <>
              <RateChart data={data} split={split} />
              {RATES.map((rate) => (
                <RateTable key={rate} rate={rate} data={data} grain={grain} communityId={communityId} split={split} />
              ))}
            </>
          )
        }
      </Loaded>
      <RateDefinitions grain={grain} zone={workspace.zone} />
      <p className="g-soft">{t('rate.updated', { locale: f.locale })}</p>
    </>
  )
}

interface Rates {
  readonly periods: readonly string[]
  readonly open: boolean
  readonly rows: readonly { readonly key: string; readonly name: string | null; readonly cells: readonly RateCell[] }[]
}

/** One line a rate when nothing is split; otherwise churn of the largest rows would say little, so the last period side by side. */
function RateChart({ data, split }: { data: Rates; split: string }) {
  const { t, f } = useI18n()
  const words = useRateWords(split)
  const now = useNow(false)
  const percent = (value: number | null) => (value === null ? null : Math.round(value * 1000) / 10)
  const whole = data.rows[0]
  if (split === 'none' && whole) {
    const series = RATES.map((rate) => ({
      name: t(`rate.${rate}`),
      type: 'line' as const,
      data: whole.cells.map((cell) => percent(rateOf(cell, rate))),
    }))
    return (
      <Section>
        <Chart
          summary={t('rate.chart')}
          option={{
            tooltip: { trigger: 'axis' },
            legend: {},
            xAxis: { type: 'category', data: data.periods.map((period) => f.day(period, now)) },
            yAxis: { type: 'value', axisLabel: { formatter: '{value}%' } },
            series,
          }}
        />
      </Section>
    )
  }
  const rows = data.rows.slice(0, 12)
  const latestRate = (cells: readonly RateCell[], rate: RateName) => {
    const cell = cells.at(data.open ? -2 : -1)
    return cell ? percent(rateOf(cell, rate)) : null
  }
  return (
    <Section>
      <Chart
        summary={t('rate.chart_split')}
        option={{
          tooltip: { trigger: 'axis' },
          legend: {},
          xAxis: { type: 'category', data: rows.map((row) => words(row.key, row.name)) },
          yAxis: { type: 'value', axisLabel: { formatter: '{value}%' } },
          series: RATES.map((rate) => ({
            name: t(`rate.${rate}`),
            type: 'bar' as const,
            data: rows.map((row) => latestRate(row.cells, rate)),
          })),
        }}
      />
    </Section>
  )
}

interface RateTableProps {
  readonly rate: RateName
  readonly data: Rates
  readonly grain: string
  readonly communityId: number
  readonly split: string
}

function RateTable({ rate, data, grain, communityId, split }: RateTableProps) {
  const { t, f } = useI18n()
  const words = useRateWords(split)
  const now = useNow(false)
  const address = ({ key, name }: Rates['rows'][number], period: string, part: string) =>
    `/rates/members${writeSearch({ rate, part, grain, period, communityId, split, key, name })}`
  const shown = data.periods.map((period, at) => ({ period, at })).toReversed()
  return (
    <Section title={t(`rate.${rate}`)} flush>
      <p className="g-soft" style={{ padding: '0 16px' }}>
        {t(`rate.${rate}.formula`)}
      </p>
      <div className="s-scroll" tabIndex={0} role="region" aria-label={t(`rate.${rate}`)}>
        <Table
          className="s-rate"
          size="small"
          rowKey="key"
          pagination={false}
          dataSource={[...data.rows]}
          columns={[
            ...(split === 'none'
              ? []
              : [
                  {
                    key: 'key',
                    title: t(`rate.split.${split}`),
                    render: (_value: unknown, row: Rates['rows'][number]) => words(row.key, row.name),
                  },
                ]),
            ...shown.map(({ period, at }) => ({
              key: period,
              title: f.day(period, now) + (data.open && at === data.periods.length - 1 ? t('rate.so_far') : ''),
              align: 'right' as const,
              render: (_value: unknown, row: Rates['rows'][number]) => {
                const cell = row.cells[at]
                if (!cell) return '–'
                const { numerator, denominator } = fractionOf(cell, rate)
                const value = rateOf(cell, rate)
                return (
                  <>
                    {value === null ? '–' : f.percent(value)}
                    <br />
                    <span className="s-fraction">
                      {numerator > 0 ? <Go to={address(row, period, 'numerator')}>{f.number(numerator)}</Go> : '0'}
                      {' / '}
                      {denominator > 0 ? <Go to={address(row, period, 'denominator')}>{f.number(denominator)}</Go> : '0'}
                    </span>
                  </>
                )
              },
            })),
          ]}
        />
      </div>
    </Section>
  )
}
