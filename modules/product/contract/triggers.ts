import { say } from '@grove/condition-kit/contract'
import { triggerKind } from '@grove/playbook-kit/contract'
import { z } from 'zod'

const filter = z.strictObject({ productLine: z.string().min(1).max(120).optional() })
const isLine = (data: unknown, line: string | undefined) =>
  line === undefined || (data as { productLine?: unknown } | null)?.productLine === line

export const orderedTrigger = triggerKind({
  kind: 'ordered',
  title: { zh: '下单', en: 'Ordered' },
  level: 'member',
  filter,
  events: () => ['order.paid'],
  matches: (event, { productLine }) => isLine(event.data, productLine),
  words: ({ productLine }, locale) =>
    productLine ? say(locale, `买了「${productLine}」`, `ordered "${productLine}"`) : say(locale, '下单', 'ordered'),
})

export const refundedTrigger = triggerKind({
  kind: 'refunded',
  title: { zh: '退款', en: 'Refunded' },
  level: 'member',
  filter,
  events: () => ['order.refunded'],
  matches: (event, { productLine }) => isLine(event.data, productLine),
  words: ({ productLine }, locale) =>
    productLine ? say(locale, `「${productLine}」退款`, `got money back for "${productLine}"`) : say(locale, '退款', 'got money back'),
})
