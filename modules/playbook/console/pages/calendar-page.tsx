import { LeftOutlined, RightOutlined } from '@ant-design/icons'
import { useRoute } from '@grove/client/react'
import { communityType } from '@grove/community/contract'
import { CommunityField } from '@grove/community/console'
import { useI18n } from '@grove/i18n/react'
import { useColleagues } from '@grove/identity/console'
import { Loaded, PageHeader, Section, SlotPanels, useNow, useUrlState, useViewer } from '@grove/ui'
import { Alert, Button, Segmented, Select } from 'antd'
import { getCalendar } from '../../contract/index.ts'
import { DayCalendar } from '../parts/day-calendar.tsx'
import { addDays, dayIn, monthSpan, weekdayOf } from '../parts/local-day.ts'
import '../parts/playbook.css'
import { RunMoment } from '../parts/run-moment.tsx'

const MOST_OVERLOADS = 5

/** What all groups did and will do: by week or month, by type, group or owner. */
export default function CalendarPage() {
  const { t, f, zone } = useI18n()
  const url = useUrlState()
  const viewer = useViewer()
  const now = useNow(false)
  const today = dayIn(zone, now)
  const view = url.one('view') === 'month' ? 'month' : 'week'
  const day = /^\d{4}-\d{2}-\d{2}$/.test(url.one('day') ?? '') ? (url.one('day') ?? today) : today
  const type = url.one('type')
  const ownerStaffId = Number(url.one('owner')) || undefined
  const communityId = Number(url.one('community')) || undefined
  const monday = addDays(day, 1 - weekdayOf(day))
  const span = view === 'month' ? monthSpan(day) : { from: monday, to: addDays(monday, 6) }
  const calendar = useRoute(
    getCalendar,
    {
      ...span,
      ...(type ? { type } : {}),
      ...(communityId ? { communityId: String(communityId) } : {}),
      ...(ownerStaffId ? { ownerStaffId: String(ownerStaffId) } : {}),
    },
    { keepPrevious: true, refetchEvery: 60_000 },
  )
  const staff = useColleagues(ownerStaffId, { enabled: viewer.can('staff.read') })
  const move = (step: number) => {
    const to = view === 'week' ? addDays(day, step * 7) : step > 0 ? addDays(span.to, 1) : addDays(span.from, -1)
    url.set({ day: to === today ? undefined : to })
  }
  return (
    <>
      <PageHeader title={t('calendar.title')} hint={t('calendar.hint')} />
      <div className="pb-bar">
        <Segmented<'week' | 'month'>
          value={view}
          onChange={(next) => url.set({ view: next === 'week' ? undefined : next })}
          options={[
            { value: 'week', label: t('calendar.week') },
            { value: 'month', label: t('calendar.month') },
          ]}
        />
        <span className="pb-inline">
          <Button icon={<LeftOutlined />} aria-label={t('calendar.previous')} onClick={() => move(-1)} />
          <Button onClick={() => url.set({ day: undefined })} disabled={day === today}>
            {t('calendar.today')}
          </Button>
          <Button icon={<RightOutlined />} aria-label={t('calendar.next')} onClick={() => move(1)} />
        </span>
        <strong aria-live="polite">{t('calendar.span', { from: f.day(span.from, now), to: f.day(span.to, now) })}</strong>
        <Select
          className="pb-filter"
          aria-label={t('run.type')}
          allowClear
          placeholder={t('run.type')}
          value={type ?? null}
          onChange={(value: string | undefined) => url.set({ type: value })}
          options={communityType.options.map((value) => ({ value, label: t(`playbook.type.${value}`) }))}
        />
        {viewer.can('staff.read') ? (
          <Select
            className="pb-filter"
            aria-label={t('calendar.owner')}
            allowClear
            showSearch={{ filterOption: false, onSearch: staff.onSearch }}
            placeholder={t('calendar.owner')}
            loading={staff.loading}
            value={ownerStaffId ?? null}
            onChange={(value: number | undefined) => url.set({ owner: value === undefined ? undefined : String(value) })}
            options={staff.options}
          />
        ) : null}
        <span className="pb-filter">
          <CommunityField
            label={t('run.community')}
            placeholder={t('run.community')}
            value={communityId}
            onChange={(id) => url.set({ community: id === undefined ? undefined : String(id) })}
          />
        </span>
      </div>
      <Loaded of={calendar} rows={12}>
        {({ items, cut, overloads }) => {
          const days = Array.from({ length: 42 }, (_, index) => addDays(span.from, index)).filter((date) => date <= span.to)
          return (
            <>
              {cut ? <Alert className="pb-notice" type="warning" showIcon title={t('calendar.cut')} /> : null}
              {overloads.length > 0 ? (
                <Alert
                  className="pb-notice"
                  type="warning"
                  showIcon
                  title={t('calendar.overload', { count: overloads.length })}
                  description={
                    <ul className="g-issues">
                      {overloads.slice(0, MOST_OVERLOADS).map((one) => (
                        <li key={`${one.staffId} ${one.at.getTime()}`}>
                          {t('calendar.overload.one', { at: f.dateTime(one.at), who: one.staffName, count: one.groups })}
                        </li>
                      ))}
                    </ul>
                  }
                />
              ) : null}
              <Section flush>
                <DayCalendar
                  {...span}
                  today={today}
                  most={view === 'week' ? 14 : 4}
                  empty={t('calendar.empty')}
                  emptyHint={t('calendar.empty.hint')}
                  days={days.map((date) => ({
                    date,
                    ...(date === today ? { note: t('calendar.today') } : {}),
                    items: items
                      .filter((item) => dayIn(zone, item.at) === date)
                      .map((item, index) => ({
                        key: `${item.runId} ${item.step} ${item.at.getTime()} ${index}`,
                        content: <RunMoment item={item} />,
                      })),
                  }))}
                />
              </Section>
              <SlotPanels name="calendar.panels" props={{ from: span.from, to: span.to }} />
            </>
          )
        }}
      </Loaded>
    </>
  )
}
