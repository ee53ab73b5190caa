import {
  AT_LEAST,
  AT_MOST,
  conditionKind,
  type FactKey,
  isEmptyRange,
  isOpenRange,
  periodWords,
  range,
  rangeLimits,
  rangeWords,
  say,
  within,
} from '@grove/condition-kit/contract'
import type { Locale } from '@grove/kernel/contract'
import { z } from 'zod'
import { propertyName } from './event-names.ts'

export const eventName = z.string().regex(/^[a-z_]+\.[a-z_]+$/)
const scalar = z.union([z.string().max(200), z.number(), z.boolean()])

/** A test on what the event carries: `{ property: scene, is: qr }`, `{ property: amount, atLeast: 100 }`. */
export const propertyTest = z.strictObject({
  property: z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,39}$/),
  is: scalar.optional(),
  in: z.array(scalar).min(1).max(50).optional(),
  atLeast: z.number().optional(),
  atMost: z.number().optional(),
})
export type PropertyTest = z.output<typeof propertyTest>

const params = z.strictObject({
  event: eventName,
  /** `today`: since local midnight; `14d`, `12h`: that long until now; `run`: since the run began; `ever`. */
  within: z.string().regex(/^(today|run|ever|[1-9]\d{0,2}[dh])$/),
  /** Only in this community; everywhere unless told. */
  here: z.boolean().optional(),
  where: z.array(propertyTest).min(1).max(5).optional(),
  ...range,
})
export type EventsAsked = z.output<typeof params>

/** How often an event of a kind happened to the member in a period: `{ event: message.posted, within: 7d, atMost: 0 }`. */
export const eventsCondition = conditionKind({
  kind: 'events',
  title: { zh: '行为次数', en: 'Events in a period' },
  topic: 'behaviour',
  params,
  example: { event: 'message.posted', within: '7d', atMost: 0 },
  form: [
    { param: 'event', label: { zh: '行为', en: 'Event' }, input: 'lookup', lookup: 'event', required: true },
    { param: 'within', label: { zh: '时间范围', en: 'Period' }, input: 'period', required: true },
    { param: 'atLeast', label: AT_LEAST, input: 'number' },
    { param: 'atMost', label: AT_MOST, input: 'number' },
    { param: 'where', label: { zh: '并且行为的内容', en: 'And what the event carries' }, input: 'properties' },
  ],
  facts: (asked) => [eventsKey(asked)],
  evaluate: (asked, facts) => within(facts[eventsKey(asked)] ?? 0, asked),
  words: (asked, locale, name) => {
    const event = (name({ what: 'event', key: asked.event }) ?? asked.event) + whereWords(asked, locale)
    if (asked.atMost === 0)
      return say(
        locale,
        `${sinceWords(asked.within, locale)}${asked.here ? '在本群' : ''}没有「${event}」`,
        `no "${event}"${asked.here ? ' here' : ''} ${sinceWords(asked.within, locale)}`,
      )
    const times = rangeWords(asked)
    const since = sinceWords(asked.within, locale)
    const here = asked.here ? say(locale, '在本群', ' here') : ''
    return say(locale, `${since}${here}「${event}」${times} 次`, `"${event}"${here} ${since} ${times} times`)
  },
  events: (asked) => [asked.event],
  needs: (asked) => [...(asked.here ? (['community'] as const) : []), ...(asked.within === 'run' ? (['run'] as const) : [])],
  uses: (asked) => [{ what: 'event', key: asked.event }],
  empty: (asked) => isOpenRange(asked) || isEmptyRange(asked),
  limits: (asked, holds) => rangeLimits(eventsKey(asked), asked, holds, true),
})

/** Readable for plain counts; filters stand behind as JSON. */
export function eventsKey(asked: Pick<EventsAsked, 'event' | 'within' | 'here' | 'where'>): FactKey {
  const key = `member.events:${asked.event}:${asked.within}${asked.here ? ':here' : ''}`
  return asked.where ? `${key}${asked.here ? '' : ':'}:${JSON.stringify(asked.where)}` : key
}

export function parseEventsKey(key: FactKey): Pick<EventsAsked, 'event' | 'within' | 'here' | 'where'> {
  const [, event = '', period = 'run', here, ...rest] = key.split(':')
  const where = rest.length ? (JSON.parse(rest.join(':')) as PropertyTest[]) : undefined
  return { event, within: period, here: here === 'here', where }
}

function sinceWords(period: string, locale: Locale): string {
  if (period === 'today') return say(locale, '今天', 'today')
  if (period === 'run') return say(locale, '本次执行以来', 'since the run began')
  if (period === 'ever') return say(locale, '一直以来', 'ever')
  return say(locale, `最近 ${periodWords(period, locale)}内`, `in the last ${periodWords(period, locale)}`)
}

function whereWords({ event, where }: Pick<EventsAsked, 'event' | 'where'>, locale: Locale): string {
  if (!where) return ''
  const tests = where.map((one) => {
    const parts = [
      one.is === undefined ? '' : `= ${String(one.is)}`,
      one.in === undefined ? '' : `∈ ${one.in.join('/')}`,
      isOpenRange(one) ? '' : rangeWords(one),
    ]
    return `${propertyName(event, one.property)[locale]} ${parts.filter(Boolean).join(' ')}`
  })
  return `[${tests.join('; ')}]`
}
