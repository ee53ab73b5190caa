import { useT } from '@grove/i18n/react'
import { ClockField, DayField } from '@grove/ui'
import { Checkbox, Form, Input, InputNumber, Select } from 'antd'
import type { LooseDraft } from './draft-model.ts'
import { useSay } from './say.ts'
import { useWords } from './use-words.ts'
import { outcomeWords } from './when-words.ts'
import { YamlField } from './yaml-field.tsx'

type When = Readonly<Record<string, unknown>>

const anchors = ['day', 'joinDay', 'afterJoin', 'afterStart', 'weekly', 'daily', 'monthly', 'date', 'countdown', 'on', 'after'] as const
type Anchor = (typeof anchors)[number]
const memberOnly: readonly Anchor[] = ['joinDay', 'afterJoin']
const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
const durations = /^(?=\d)(\d{1,3}w)?(\d{1,4}d)?(\d{1,5}h)?(\d{1,6}m)?$/

export function anchorKind(when: When): Anchor {
  return anchors.find((one) => when[one] !== undefined) ?? 'day'
}

/** A fresh anchor of another kind, keeping the time of day. */
export function freshWhen(kind: Anchor, at: string, draft: LooseDraft, self: string): Record<string, unknown> {
  const other = draft.steps.find((step) => step.id !== self)
  const date = draft.parameters.find((one) => one.kind === 'date')
  const fresh: Record<Anchor, Record<string, unknown>> = {
    day: { day: 1, at },
    joinDay: { joinDay: 1, at },
    afterJoin: { afterJoin: '10m' },
    afterStart: { afterStart: '1h' },
    weekly: { weekly: ['mon'], at },
    daily: { daily: 'workdays', at },
    monthly: { monthly: [1], at },
    date: { date: '', at },
    countdown: { countdown: date?.key ?? '', daysBefore: 1, at },
    on: { on: 'joined' },
    after: { after: other?.id ?? '', delay: '1h' },
  }
  return fresh[kind]
}

interface WhenFieldsProps {
  readonly when: When
  readonly draft: LooseDraft
  readonly self: string
  readonly track: 'community' | 'member'
  readonly disabled: boolean
  readonly onChange: (when: Record<string, unknown>) => void
}

/** When the step falls due: the kind of anchor, then what that kind needs. */
export function WhenFields({ when, draft, self, track, disabled, onChange }: WhenFieldsProps) {
  const t = useT()
  const say = useSay()
  const words = useWords()
  const kind = anchorKind(when)
  const set = (patch: Record<string, unknown>) => onChange(clean({ ...when, ...patch }))
  const at = typeof when.at === 'string' ? when.at : '09:00'
  const number = (name: string, min: number, max: number) => (
    <InputNumber
      min={min}
      max={max}
      precision={0}
      disabled={disabled}
      aria-label={t(`playbook.when.field.${name}`)}
      value={typeof when[name] === 'number' ? when[name] : null}
      onChange={(value) => set({ [name]: value ?? undefined })}
    />
  )
  const duration = (name: string) => (
    <Duration
      label={t(`playbook.when.field.${name}`)}
      value={when[name]}
      disabled={disabled}
      onChange={(value) => set({ [name]: value })}
    />
  )
  const later = (
    <>
      <Form.Item label={t('playbook.when.field.delay')} extra={t('playbook.when.field.delay.hint')}>
        {duration('delay')}
      </Form.Item>
      <Form.Item label={t('playbook.when.field.nextDayAt')}>
        <div className="pb-inline">
          {number('days', 0, 366)}
          <ClockField
            allowClear
            disabled={disabled}
            value={typeof when.nextDayAt === 'string' ? when.nextDayAt : null}
            onChange={(time) => set({ nextDayAt: time, ...(time ? { delay: undefined } : { days: undefined }) })}
          />
        </div>
      </Form.Item>
    </>
  )
  const parent = draft.steps.find((step) => step.id === when.after)
  return (
    <>
      <Form.Item label={t('playbook.when.title')}>
        <Select
          aria-label={t('playbook.when.title')}
          disabled={disabled}
          value={kind}
          onChange={(next: Anchor) => onChange(freshWhen(next, at, draft, self))}
          options={anchors
            .filter((one) => track === 'member' || !memberOnly.includes(one))
            .map((value) => ({ value, label: t(`playbook.anchor.${value}`) }))}
        />
      </Form.Item>
      {kind === 'day' || kind === 'joinDay' ? (
        <Form.Item label={t(`playbook.when.field.${kind}`)}>{number(kind, 1, 3660)}</Form.Item>
      ) : null}
      {kind === 'afterJoin' || kind === 'afterStart' ? (
        <Form.Item label={t(`playbook.when.field.${kind}`)}>{duration(kind)}</Form.Item>
      ) : null}
      {kind === 'weekly' ? (
        <Form.Item label={t('playbook.when.field.weekly')}>
          <Checkbox.Group
            disabled={disabled}
            options={weekdays.map((value) => ({ value, label: t(`playbook.weekday.${value}`) }))}
            value={Array.isArray(when.weekly) ? when.weekly.map(String) : []}
            onChange={(days) => set({ weekly: weekdays.filter((day) => days.includes(day)) })}
          />
        </Form.Item>
      ) : null}
      {kind === 'daily' ? (
        <Form.Item label={t('playbook.when.field.daily')}>
          <Select
            aria-label={t('playbook.when.field.daily')}
            disabled={disabled}
            value={String(when.daily)}
            onChange={(value: string) => set({ daily: value })}
            options={['all', 'workdays', 'daysOff'].map((value) => ({ value, label: t(`playbook.when.daily.${value}`) }))}
          />
        </Form.Item>
      ) : null}
      {kind === 'monthly' ? (
        <Form.Item label={t('playbook.when.field.monthly')}>
          <Select
            mode="multiple"
            aria-label={t('playbook.when.field.monthly')}
            disabled={disabled}
            value={Array.isArray(when.monthly) ? (when.monthly as (number | 'last')[]) : []}
            onChange={(value) => set({ monthly: value })}
            options={[
              ...Array.from({ length: 31 }, (_, index) => ({ value: index + 1, label: String(index + 1) })),
              { value: 'last' as const, label: t('playbook.when.last-day') },
            ]}
          />
        </Form.Item>
      ) : null}
      {kind === 'date' ? (
        <Form.Item label={t('playbook.when.field.date')}>
          <DayField disabled={disabled} value={typeof when.date === 'string' ? when.date : null} onChange={(date) => set({ date })} />
        </Form.Item>
      ) : null}
      {kind === 'countdown' ? (
        <Form.Item label={t('playbook.when.field.countdown')} extra={t('playbook.when.field.countdown.hint')}>
          <div className="pb-inline">
            <Select
              aria-label={t('playbook.when.field.countdown')}
              disabled={disabled}
              value={String(when.countdown)}
              onChange={(value: string) => set({ countdown: value })}
              options={draft.parameters.filter((one) => one.kind === 'date').map((one) => ({ value: one.key, label: say(one.title) }))}
            />
            {number('daysBefore', -400, 400)}
          </div>
        </Form.Item>
      ) : null}
      {kind === 'on' ? (
        <>
          <Form.Item label={t('playbook.when.field.on')}>
            <Select
              aria-label={t('playbook.when.field.on')}
              showSearch={{ optionFilterProp: 'label' }}
              disabled={disabled}
              value={String(when.on)}
              onChange={(value: string) => set({ on: value, filter: undefined })}
              options={[...words.triggers]}
            />
          </Form.Item>
          <YamlField
            label={t('playbook.when.field.filter')}
            value={when.filter}
            disabled={disabled}
            onChange={(filter) => set({ filter })}
          />
          <Form.Item label={t('playbook.when.field.repeat')}>
            <Select
              aria-label={t('playbook.when.field.repeat')}
              disabled={disabled}
              value={typeof when.repeat === 'string' ? when.repeat : 'once'}
              onChange={(value: string) => set({ repeat: value === 'once' ? undefined : value })}
              options={['once', 'daily', 'always'].map((value) => ({ value, label: t(`playbook.when.repeat.${value}`) }))}
            />
          </Form.Item>
          {later}
        </>
      ) : null}
      {kind === 'after' ? (
        <>
          <Form.Item label={t('playbook.when.field.after')}>
            <Select
              aria-label={t('playbook.when.field.after')}
              showSearch={{ optionFilterProp: 'label' }}
              disabled={disabled}
              value={String(when.after)}
              onChange={(value: string) => set({ after: value, outcome: undefined })}
              options={draft.steps
                .filter((step) => step.id !== self)
                .map((step) => ({ value: step.id, label: say(step.title) || step.id }))}
            />
          </Form.Item>
          <Form.Item label={t('playbook.when.field.outcome')}>
            <Select
              aria-label={t('playbook.when.field.outcome')}
              allowClear
              disabled={disabled}
              placeholder={t('playbook.when.any-outcome')}
              value={typeof when.outcome === 'string' ? when.outcome : null}
              onChange={(value: string | undefined) => set({ outcome: value })}
              options={outcomeNames(parent?.do ?? { kind: '' }).map((value) => ({ value, label: outcomeWords(t, value, parent?.do) }))}
            />
          </Form.Item>
          {later}
        </>
      ) : null}
      {when.at !== undefined ? (
        <Form.Item label={t('playbook.when.field.at')}>
          <ClockField disabled={disabled} allowClear={false} value={at} onChange={(time) => set({ at: time })} />
        </Form.Item>
      ) : null}
      {['day', 'joinDay', 'weekly', 'monthly', 'countdown'].includes(kind) ? (
        <Form.Item label={t('playbook.when.field.holidays')}>
          <Select
            aria-label={t('playbook.when.field.holidays')}
            disabled={disabled}
            value={typeof when.holidays === 'string' ? when.holidays : 'keep'}
            onChange={(value: string) => set({ holidays: value === 'keep' ? undefined : value })}
            options={['keep', 'skip', 'move'].map((value) => ({ value, label: t(`playbook.when.holidays.${value}`) }))}
          />
        </Form.Item>
      ) : null}
    </>
  )
}

/** Outcomes that may follow an action, its own options and cases included. */
function outcomeNames(action: Readonly<Record<string, unknown>>): readonly string[] {
  const rows = [...listOf(action.options, 'id'), ...listOf(action.cases, 'outcome')]
  const own: Record<string, readonly string[]> = {
    send: ['sent', 'failed'],
    invite: ['sent', 'failed'],
    ask: ['done'],
    wait: ['seen', 'timeout'],
    branch: [typeof action.else === 'string' ? action.else : 'else'],
  }
  return [...new Set([...rows, ...(own[String(action.kind)] ?? []), 'done', 'declined', 'expired', 'fallback'])]
}

function listOf(value: unknown, key: string): readonly string[] {
  if (!Array.isArray(value)) return []
  return value.flatMap((one: unknown) => {
    const name = typeof one === 'object' && one !== null ? (one as Record<string, unknown>)[key] : undefined
    return typeof name === 'string' ? [name] : []
  })
}

/** A duration of the language, `1d12h`; what can't be read is said and not handed on. */
export function Duration({
  label,
  value,
  onChange,
  disabled,
}: {
  label: string
  value: unknown
  onChange: (value: string | undefined) => void
  disabled: boolean
}) {
  const t = useT()
  const text = typeof value === 'string' ? value : ''
  return (
    <Input
      aria-label={label}
      disabled={disabled}
      value={text}
      status={text === '' || durations.test(text) ? '' : 'error'}
      placeholder={t('playbook.duration.example')}
      onChange={(event) => onChange(event.target.value.trim() || undefined)}
    />
  )
}

/** Without the keys that hold nothing. */
export function clean(value: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined))
}
