import {
  AT_LEAST,
  AT_MOST,
  CLOCK_NOW,
  conditionKind,
  type FactKey,
  isEmptyRange,
  isOpenRange,
  period,
  periodMs,
  periodWords,
  range,
  rangeLimits,
  rangeWords,
  say,
  within,
} from '@grove/condition-kit/contract'
import { z } from 'zod'
import { currency } from './model.ts'

const EVENTS = ['order.paid', 'order.refunded']
const PERIOD = { zh: '时间范围', en: 'Period' }

const orders = z.strictObject({
  /** Paid within this long until now; ever unless told. */
  within: period.optional(),
  productLine: z.string().min(1).max(120).optional(),
  product: z.string().min(1).max(120).optional(),
  ...range,
})
export type OrdersAsked = z.output<typeof orders>

/** How many orders a member paid, those refunded in full left out: `{ kind: orders, within: 90d, atLeast: 2 }`. */
export const ordersCondition = conditionKind({
  kind: 'orders',
  title: { zh: '下单次数', en: 'Orders' },
  topic: 'order',
  params: orders,
  example: { atLeast: 1 },
  form: [
    { param: 'within', label: PERIOD, input: 'period' },
    { param: 'productLine', label: { zh: '产品线', en: 'Product line' }, input: 'lookup', lookup: 'productLine' },
    { param: 'product', label: { zh: '商品', en: 'Product' }, input: 'text' },
    { param: 'atLeast', label: AT_LEAST, input: 'number' },
    { param: 'atMost', label: AT_MOST, input: 'number' },
  ],
  facts: (asked) => [ordersKey(asked)],
  evaluate: (asked, facts) => within(facts[ordersKey(asked)] ?? 0, asked),
  words: (asked, locale) => {
    const since = asked.within ? say(locale, `${periodWords(asked.within, locale)}内`, ` within ${periodWords(asked.within, locale)}`) : ''
    const what = asked.product ?? asked.productLine
    const thing = what ? say(locale, `「${what}」`, ` of "${what}"`) : ''
    return say(locale, `${since}下单${thing} ${rangeWords(asked)} 次`, `orders${thing}${since} ${rangeWords(asked)}`)
  },
  events: () => EVENTS,
  uses: (asked) => (asked.productLine ? [{ what: 'productLine', key: asked.productLine }] : []),
  empty: (asked) => isOpenRange(asked) || isEmptyRange(asked),
  limits: (asked, holds) => rangeLimits(ordersKey(asked), asked, holds, true),
})

export function ordersKey(asked: OrdersAsked): FactKey {
  return `member.orders:${JSON.stringify([asked.within ?? null, asked.productLine ?? null, asked.product ?? null])}`
}
export function parseOrdersKey(key: FactKey): Pick<OrdersAsked, 'within' | 'productLine' | 'product'> {
  const [since, productLine, product] = JSON.parse(key.slice(key.indexOf(':') + 1)) as (string | null)[]
  return { ...(since && { within: since }), ...(productLine && { productLine }), ...(product && { product }) }
}

const spent = z.strictObject({
  /** Paid minus refunded over all orders of one currency, in major units (yuan). */
  currency: currency.default('CNY'),
  atLeast: z.number().min(0).max(1e9).optional(),
  atMost: z.number().min(0).max(1e9).optional(),
})
export type SpentAsked = z.output<typeof spent>

export const spentCondition = conditionKind({
  kind: 'spent',
  title: { zh: '累计消费', en: 'Spent in all' },
  topic: 'order',
  params: spent,
  example: { currency: 'CNY', atLeast: 100 },
  form: [
    { param: 'atLeast', label: AT_LEAST, input: 'number' },
    { param: 'atMost', label: AT_MOST, input: 'number' },
    { param: 'currency', label: { zh: '币种', en: 'Currency' }, input: 'text' },
  ],
  facts: (asked) => [`member.spent:${asked.currency}`],
  evaluate: (asked, facts) => {
    const minor = facts[`member.spent:${asked.currency}`] ?? 0
    return typeof minor === 'number' && within(minor, minorRange(asked))
  },
  words: (asked, locale) => `${say(locale, '累计消费', 'spent')} ${rangeWords(asked)} ${asked.currency}`,
  events: () => EVENTS,
  empty: (asked) => isOpenRange(asked) || isEmptyRange(asked),
  limits: (asked, holds) => rangeLimits(`member.spent:${asked.currency}`, minorRange(asked), holds, true),
})

export function minorRange(asked: SpentAsked): { atLeast?: number; atMost?: number } {
  return {
    ...(asked.atLeast !== undefined && { atLeast: Math.round(asked.atLeast * 100) }),
    ...(asked.atMost !== undefined && { atMost: Math.round(asked.atMost * 100) }),
  }
}

const lastOrder = z.strictObject({ within: period })
export type LastOrderAsked = z.output<typeof lastOrder>

/** The latest order was paid within this long; nobody who never bought. */
export const lastOrderCondition = conditionKind({
  kind: 'lastOrder',
  title: { zh: '最近一单', en: 'Last order' },
  topic: 'order',
  params: lastOrder,
  example: { within: '90d' },
  form: [{ param: 'within', label: PERIOD, input: 'period', required: true }],
  facts: () => ['member.last_order', CLOCK_NOW],
  evaluate: (asked, facts) => {
    const [at, now] = [facts['member.last_order'], facts[CLOCK_NOW]]
    return typeof at === 'number' && typeof now === 'number' && at >= now - periodMs(asked.within)
  },
  words: (asked, locale) =>
    say(locale, `最近一单在 ${periodWords(asked.within, locale)}内`, `last order within ${periodWords(asked.within, locale)}`),
  events: () => EVENTS,
  limits: ({ within: most }, holds) => (holds ? [{ fact: 'age of the last order', atMost: periodMs(most) }] : []),
})

export const productConditions = [ordersCondition, spentCondition, lastOrderCondition]
