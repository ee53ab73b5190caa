import { momentOf } from '@grove/calendar'
import { useVerb } from '@grove/client/react'
import { useI18n } from '@grove/i18n/react'
import { Can, CardList, DayTimeField, ErrorText, FormDrawer, Go, Section, StateTag, TimeText, useViewer, VerbButton } from '@grove/ui'
import { Button, Form, Input, InputNumber } from 'antd'
import { useState } from 'react'
import { addSlots, type DefenceSlot, type EditionDetail, judgeDefence, listSlots, removeSlot } from '../../contract/index.ts'

/** Times of defences, who comes when, and how it went. */
export function DefenceTab({ edition }: { readonly edition: EditionDetail }) {
  const { t } = useI18n()
  const [adding, setAdding] = useState(false)
  return (
    <>
      <Section
        extra={
          <Can right="camp.run">
            <Button type="primary" onClick={() => setAdding(true)}>
              {t('camp.defence.add')}
            </Button>
          </Can>
        }
      >
        {edition.plan.graduation.defence ? <p className="g-soft">{t('camp.defence.counts_hint')}</p> : null}
        <CardList
          route={listSlots}
          input={{ id: edition.id }}
          rowKey={(slot) => slot.id}
          liveOn={['camp']}
          refetchEvery={15_000}
          empty={{ title: t('camp.defence.none'), hint: t('camp.defence.none_hint') }}
        >
          {(slot) => <One edition={edition} slot={slot} />}
        </CardList>
      </Section>
      <FormDrawer
        open={adding}
        title={t('camp.defence.add')}
        route={addSlots}
        initial={{ count: 6, minutes: 20, seats: 1, place: '' }}
        toInput={(values) => ({ ...values, id: edition.id, from: instantOf(String(values.from ?? ''), edition.zone) })}
        invalidates={[listSlots]}
        onClose={() => setAdding(false)}
      >
        <Form.Item name="from" label={t('camp.defence.from')} required>
          <DayTimeField />
        </Form.Item>
        <Form.Item name="count" label={t('camp.defence.count')} required>
          <InputNumber min={1} max={50} precision={0} />
        </Form.Item>
        <Form.Item name="minutes" label={t('camp.defence.minutes')} required>
          <InputNumber min={5} max={240} precision={0} />
        </Form.Item>
        <Form.Item name="seats" label={t('camp.defence.seats')} required>
          <InputNumber min={1} max={50} precision={0} />
        </Form.Item>
        <Form.Item name="place" label={t('camp.defence.place')}>
          <Input maxLength={120} />
        </Form.Item>
      </FormDrawer>
    </>
  )
}

/** What was picked is a time of the edition's own zone. */
function instantOf(text: string, zone: string): string {
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(text) ? new Date(momentOf(text.slice(0, 10), text.slice(11, 16), zone)).toISOString() : ''
}

const JUDGE = {
  first: { passed: 'camp.exam_state.passed', failed: 'camp.exam_state.failed' },
  change: { passed: 'camp.defence.change_passed', failed: 'camp.defence.change_failed' },
} as const

function One({ edition, slot }: { readonly edition: EditionDetail; readonly slot: DefenceSlot }) {
  const { t, f } = useI18n()
  const { can } = useViewer()
  const judge = useVerb(judgeDefence, { invalidates: [listSlots] })
  return (
    <section className="camp-finding">
      <div className="camp-line">
        <strong>
          <TimeText at={slot.at} as="dateTime" />
        </strong>
        <span className="g-soft">
          {[t('camp.of', { count: f.number(slot.taken), of: f.number(slot.seats) }), slot.place].filter(Boolean).join(' · ')}
        </span>
        {slot.taken === 0 ? (
          <Can right="camp.run">
            <VerbButton
              route={removeSlot}
              input={{ id: edition.id, slotId: slot.id }}
              invalidates={[listSlots]}
              button={{ size: 'small', type: 'link' }}
            >
              {t('camp.exam.remove')}
            </VerbButton>
          </Can>
        ) : null}
      </div>
      {judge.error ? <ErrorText error={judge.error} /> : null}
      {slot.bookings.map((one) => (
        <div key={one.memberId} className="camp-line">
          <Go to={`/members/${one.memberId}`}>{one.name}</Go> {one.title}
          {one.passed === null ? null : (
            <StateTag tone={one.passed ? 'good' : 'warn'}>{t(one.passed ? 'camp.exam_state.passed' : 'camp.exam_state.failed')}</StateTag>
          )}
          {can('camp.run')
            ? [true, false]
                .filter((passed) => passed !== one.passed)
                .map((passed) => (
                  <Button
                    key={String(passed)}
                    size="small"
                    type={one.passed === null ? 'default' : 'link'}
                    onClick={() => judge.mutate({ id: edition.id, memberId: one.memberId, passed, comment: one.comment ?? '' })}
                  >
                    {t(JUDGE[one.passed === null ? 'first' : 'change'][passed ? 'passed' : 'failed'])}
                  </Button>
                ))
            : null}
        </div>
      ))}
    </section>
  )
}
