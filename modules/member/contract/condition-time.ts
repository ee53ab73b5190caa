import { CLOCK_NOW, conditionKind, type FactKey, type Facts, period, periodMs, periodWords, say } from '@grove/condition-kit/contract'
import { z } from 'zod'
import { eventName } from './condition-events.ts'

/** When the member last did something; nobody is active before the first deed, and silence counts from becoming known. */
export const activityCondition = conditionKind({
  kind: 'activity',
  title: { zh: '活跃或沉默', en: 'Active or silent' },
  topic: 'behaviour',
  params: z.strictObject({ active: period.optional(), silent: period.optional() }),
  example: { silent: '14d' },
  form: [
    { param: 'active', label: { zh: '最近活跃过', en: 'Active within' }, input: 'period' },
    { param: 'silent', label: { zh: '沉默至少', en: 'Silent for at least' }, input: 'period' },
  ],
  facts: () => ['member.last_active_at', 'member.created_at', CLOCK_NOW],
  evaluate: (asked, facts) => {
    const [last, created, now] = [facts['member.last_active_at'], facts['member.created_at'], facts[CLOCK_NOW]]
    if (typeof last !== 'number' || typeof created !== 'number' || typeof now !== 'number') return false
    return (
      (asked.active === undefined || (last > created && last >= now - periodMs(asked.active))) &&
      (asked.silent === undefined || last < now - periodMs(asked.silent))
    )
  },
  words: (asked, locale) =>
    [
      asked.active
        ? say(locale, `最近 ${periodWords(asked.active, locale)}内活跃过`, `active in the last ${periodWords(asked.active, locale)}`)
        : '',
      asked.silent
        ? say(locale, `沉默了 ${periodWords(asked.silent, locale)}以上`, `silent for more than ${periodWords(asked.silent, locale)}`)
        : '',
    ]
      .filter(Boolean)
      .join(say(locale, '，', ', ')),
  events: () => ['message.posted', 'message.answered', 'message.reacted', 'community.member_joined', 'member.created'],
  empty: (asked) => asked.active === undefined && asked.silent === undefined,
  // How long ago, in milliseconds.
  limits: ({ active, silent }, holds) =>
    holds
      ? [{ fact: 'age of the last act', atMost: active ? periodMs(active) : undefined, above: silent ? periodMs(silent) : undefined }]
      : [],
})

/** How long the member is known. */
export const knownCondition = conditionKind({
  kind: 'known',
  title: { zh: '建档时间', en: 'Known since' },
  topic: 'record',
  params: z.strictObject({ past: period.optional(), older: period.optional() }),
  example: { past: '30d' },
  form: [
    { param: 'past', label: { zh: '在最近多久内', en: 'Within the last' }, input: 'period' },
    { param: 'older', label: { zh: '早于多久以前', en: 'Longer ago than' }, input: 'period' },
  ],
  facts: () => ['member.created_at', CLOCK_NOW],
  evaluate: (asked, facts) => {
    const [created, now] = [facts['member.created_at'], facts[CLOCK_NOW]]
    if (typeof created !== 'number' || typeof now !== 'number') return false
    return (
      (asked.past === undefined || created >= now - periodMs(asked.past)) &&
      (asked.older === undefined || created < now - periodMs(asked.older))
    )
  },
  words: (asked, locale) =>
    [
      asked.past
        ? say(locale, `最近 ${periodWords(asked.past, locale)}内建档`, `known for at most ${periodWords(asked.past, locale)}`)
        : '',
      asked.older
        ? say(locale, `建档超过 ${periodWords(asked.older, locale)}`, `known for more than ${periodWords(asked.older, locale)}`)
        : '',
    ]
      .filter(Boolean)
      .join(say(locale, '，', ', ')),
  events: () => ['member.created'],
  empty: (asked) => asked.past === undefined && asked.older === undefined,
  limits: ({ past, older }, holds) =>
    holds ? [{ fact: 'age of the record', atMost: past ? periodMs(past) : undefined, above: older ? periodMs(older) : undefined }] : [],
})

/** Whose customer the member is. */
export const ownerCondition = conditionKind({
  kind: 'owner',
  title: { zh: '归属员工', en: 'Owner' },
  topic: 'record',
  params: z.strictObject({ in: z.array(z.number().int().positive()).min(1).max(100).optional(), none: z.boolean().optional() }),
  example: { none: true },
  form: [
    { param: 'in', label: { zh: '归属于', en: 'Is one of' }, input: 'lookups', lookup: 'staff' },
    { param: 'none', label: { zh: '没有归属', en: 'Has no owner' }, input: 'yesno' },
  ],
  facts: () => ['member.owner'],
  evaluate: (asked, facts) => {
    const owner = facts['member.owner'] ?? null
    return (
      (asked.in === undefined || asked.in.some((one) => one === owner)) && (asked.none === undefined || (owner === null) === asked.none)
    )
  },
  words: (asked, locale, name) =>
    [
      asked.in
        ? say(locale, '归属于 ', 'belongs to ') + asked.in.map((one) => name({ what: 'staff', key: String(one) }) ?? `#${one}`).join('/')
        : '',
      asked.none === undefined ? '' : asked.none ? say(locale, '没有归属员工', 'has no owner') : say(locale, '有归属员工', 'has an owner'),
    ]
      .filter(Boolean)
      .join(say(locale, '，', ', ')),
  events: () => ['member.created', 'member.updated'],
  uses: (asked) => (asked.in ?? []).map((one) => ({ what: 'staff', key: String(one) })),
  empty: (asked) => (asked.in === undefined && asked.none === undefined) || (asked.in !== undefined && asked.none === true),
  limits: (asked, holds) =>
    holds
      ? [
          ...(asked.in ? [{ fact: 'member.owner', in: asked.in }] : []),
          ...(asked.none === undefined ? [] : [asked.none ? { fact: 'member.owner', in: [], unknown: true } : { fact: 'member.owner' }]),
        ]
      : [],
})

const didNot = z.strictObject({
  did: eventName,
  not: eventName,
  /** The time the second had, counted from the last of the first. */
  within: period,
  /** Only firsts of the last so long; ninety days unless told. */
  past: period.optional(),
})
export type DidNotAsked = z.output<typeof didNot>

/** Did the one and then, in the time given, not the other: `{ did: cart.filled, not: order.paid, within: 3d }`. True once the time is over. */
export const didNotCondition = conditionKind({
  kind: 'didNot',
  title: { zh: '做了甲却没做乙', en: 'Did one, then not the other' },
  topic: 'behaviour',
  params: didNot,
  example: { did: 'community.member_joined', not: 'message.posted', within: '3d' },
  form: [
    { param: 'did', label: { zh: '做了', en: 'Did' }, input: 'lookup', lookup: 'event', required: true },
    { param: 'not', label: { zh: '之后没有', en: 'Then not' }, input: 'lookup', lookup: 'event', required: true },
    { param: 'within', label: { zh: '在多长时间内', en: 'Within' }, input: 'period', required: true },
    { param: 'past', label: { zh: '只看最近多久（默认 90 天）', en: 'Only of the last (90 days unless told)' }, input: 'period' },
  ],
  facts: (asked) => [didNotKey(asked)],
  evaluate: (asked, facts: Facts) => facts[didNotKey(asked)] === true,
  words: (asked, locale, name) => {
    const [did, not] = [asked.did, asked.not].map((key) => name({ what: 'event', key }) ?? key)
    const time = periodWords(asked.within, locale)
    return say(locale, `「${did}」之后 ${time}内没有「${not}」`, `"${did}" and then no "${not}" within ${time}`)
  },
  events: (asked) => [asked.did, asked.not],
  uses: (asked) => [asked.did, asked.not].map((key) => ({ what: 'event', key })),
  empty: (asked) => asked.did === asked.not || periodMs(asked.past ?? '90d') < periodMs(asked.within),
})

function didNotKey(asked: DidNotAsked): FactKey {
  return `member.did_not:${asked.did}:${asked.not}:${asked.within}:${asked.past ?? '90d'}`
}

export function parseDidNotKey(key: FactKey): DidNotAsked {
  const [, did = '', not = '', within = '1d', past = '90d'] = key.split(':')
  return { did, not, within, past }
}
