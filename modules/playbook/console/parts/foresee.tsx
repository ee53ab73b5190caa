import { useRoute } from '@grove/client/react'
import { useI18n } from '@grove/i18n/react'
import { EmptyState, ErrorText, Figure, Figures, Loaded, Section, useNow, WideTable } from '@grove/ui'
import { Alert, Checkbox, Form, InputNumber, Select, Tag } from 'antd'
import { useDeferredValue, useState } from 'react'
import { type Preview, previewPlaybook, type PreviewItem } from '../../contract/index.ts'
import { PlaceFields, useBeginning } from './beginning.tsx'
import { ChannelNotes } from './channel-notes.tsx'
import { DayCalendar } from './day-calendar.tsx'
import type { LooseDraft } from './draft-model.ts'
import { HeldLine, isHeld } from './held-line.tsx'
import { KindIcon } from './kind-icon.tsx'
import { addDays } from './local-day.ts'
import { useSay } from './say.ts'
import { LookedAtNote } from './looked-at.tsx'
import { Unreached } from './unreached.tsx'

const spans = [7, 14, 31, 62] as const

/** The calendar of everything that would happen from a day on: work, limits, what needs a person. Nothing is kept or sent. */
export function Foresee({ text, draft }: { text: string; draft: LooseDraft | undefined }) {
  const { t } = useI18n()
  const place = useBeginning()
  const { startDay, communityId } = place.beginning
  const [days, setDays] = useState<number>(14)
  const [members, setMembers] = useState(50)
  const [joinsPerDay, setJoins] = useState(5)
  const [onlyOdd, setOnlyOdd] = useState(false)
  const asked = useDeferredValue({ text, ...place.beginning, days, members, joinsPerDay })
  const answer = useRoute(previewPlaybook, asked, { keepPrevious: true, enabled: draft !== undefined })
  if (!draft) return <EmptyState title={t('playbook.preview.unreadable')} hint={t('playbook.preview.unreadable.hint')} />
  return (
    <div className="pb-foresee">
      <Section title={t('playbook.preview.ask')}>
        <Form layout="vertical" component="div" requiredMark={false} className="pb-ask">
          <PlaceFields draft={draft} of={place} />
          <Form.Item label={t('playbook.preview.days')}>
            <Select
              aria-label={t('playbook.preview.days')}
              value={days}
              onChange={setDays}
              options={spans.map((value) => ({ value, label: t('playbook.duration.day', { count: value }) }))}
            />
          </Form.Item>
          {communityId === undefined ? (
            <Form.Item label={t('playbook.preview.members')}>
              <InputNumber
                aria-label={t('playbook.preview.members')}
                min={0}
                max={5000}
                value={members}
                onChange={(value) => setMembers(value ?? 0)}
              />
            </Form.Item>
          ) : null}
          <Form.Item label={t('playbook.preview.joins')}>
            <InputNumber
              aria-label={t('playbook.preview.joins')}
              min={0}
              max={500}
              value={joinsPerDay}
              onChange={(value) => setJoins(value ?? 0)}
            />
          </Form.Item>
        </Form>
      </Section>
      <div>
        {answer.error ? <ErrorText error={answer.error} onRetry={() => void answer.refetch()} /> : null}
        <Loaded of={answer} rows={10}>
          {(preview) => (
            <>
              {preview.cut ? <Alert className="pb-notice" type="warning" showIcon title={t('playbook.preview.cut')} /> : null}
              <Figures>
                <Figure
                  label={t('playbook.preview.touches')}
                  value={preview.totals.touches}
                  definition={t('playbook.preview.touches.definition')}
                />
                <Figure
                  label={t('playbook.preview.blocked')}
                  value={preview.totals.blocked}
                  definition={t('playbook.preview.blocked.definition')}
                  {...(preview.totals.blocked > 0 ? { tone: 'warn' as const } : {})}
                />
                <Figure
                  label={t('playbook.preview.need-person')}
                  value={preview.totals.needPerson}
                  definition={t('playbook.preview.need-person.definition')}
                />
              </Figures>
              <LookedAtNote of={preview.lookedAt} />
              <Unreached rows={preview.unreached} communityId={communityId} />
              <ChannelNotes rows={preview.notes} />
              <Section
                title={t('playbook.preview.calendar')}
                extra={
                  <Checkbox checked={onlyOdd} onChange={(event) => setOnlyOdd(event.target.checked)}>
                    {t('playbook.preview.only-odd')}
                  </Checkbox>
                }
              >
                <PreviewCalendar preview={preview} from={startDay} to={addDays(startDay, days - 1)} today={place.today} onlyOdd={onlyOdd} />
              </Section>
              <Section title={t('playbook.preview.work')} flush>
                <WorkTable preview={preview} />
              </Section>
            </>
          )}
        </Loaded>
      </div>
    </div>
  )
}

function PreviewCalendar({ preview, onlyOdd, ...span }: { preview: Preview; from: string; to: string; today: string; onlyOdd: boolean }) {
  const { t } = useI18n()
  const say = useSay()
  const days = preview.days.map((day) => ({
    date: day.date,
    off: !day.workday,
    note: (
      <>
        {t('playbook.preview.day-number', { day: day.number })}
        {day.holiday ? <Tag className="pb-holiday">{say(day.holiday)}</Tag> : null}
      </>
    ),
    items: day.items
      .filter((item) => !onlyOdd || isHeld(item) || item.needs !== 'system')
      .map((item, index) => ({ key: `${item.step} ${item.at} ${index}`, content: <PreviewEvent item={item} /> })),
  }))
  return <DayCalendar {...span} days={days} most={8} empty={t(onlyOdd ? 'playbook.preview.nothing-odd' : 'playbook.preview.nothing')} />
}

function PreviewEvent({ item }: { item: PreviewItem }) {
  const { t } = useI18n()
  const say = useSay()
  const words = [
    item.needs === 'system' ? '' : t(`playbook.needs.${item.needs}`),
    item.who === 'system' ? '' : t(`playbook.who.${item.who}`),
    item.track === 'member' ? t('run.members', { count: item.audience }) : '',
    item.conditional ? t('playbook.step.conditional') : '',
    item.fallback ? t('playbook.preview.fallback') : '',
  ].filter(Boolean)
  return (
    <div className={`pb-event pb-sells-${item.marketing}${isHeld(item) ? ' pb-event-held' : ''}`}>
      <time>{item.at}</time>
      <KindIcon kind={item.kind} />
      <span className="pb-event-title">
        {say(item.title)}
        {words.length > 0 ? <span className="g-soft"> {words.join(' · ')}</span> : null}
        <HeldLine item={item} />
      </span>
    </div>
  )
}

/** Minutes of work a day, one column for each role. */
function WorkTable({ preview }: { preview: Preview }) {
  const { t, f } = useI18n()
  const now = useNow(false)
  const people = [...new Set(preview.work.map((one) => one.who))]
  if (people.length === 0) return <EmptyState compact title={t('playbook.preview.work.none')} />
  const dates = [...new Set(preview.work.map((one) => one.date))]
  const rows = dates.map((date) => ({ date, cells: preview.work.filter((one) => one.date === date) }))
  return (
    <WideTable
      rowKey="date"
      pagination={rows.length > 14 ? { pageSize: 14, showSizeChanger: false } : false}
      dataSource={rows}
      columns={[
        { key: 'date', title: t('playbook.preview.date'), render: (_, row) => `${f.day(row.date, now)} ${f.weekday(row.date)}` },
        ...people.map((who) => ({
          key: who,
          title: t(`playbook.who.${who}`),
          render: (_: unknown, row: (typeof rows)[number]) => {
            const cell = row.cells.find((one) => one.who === who)
            return cell ? t('playbook.preview.work.cell', { tasks: cell.tasks, minutes: cell.minutes }) : '–'
          },
        })),
      ]}
    />
  )
}
