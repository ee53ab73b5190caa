import { eventKind, id } from '@grove/kernel/contract'
import { z } from 'zod'

const money = { orderId: id, number: z.string(), amount: z.number().int(), currency: z.string() }

/** `at` of the event is the moment of payment. */
export const orderPaid = eventKind(
  'order.paid',
  z.object({ ...money, productLine: z.string().nullable(), product: z.string().nullable(), source: z.string().nullable() }),
  { zh: '付款', en: 'Paid' },
)
/** `net` is what is left of the order; 0 when all was given back. */
export const orderRefunded = eventKind(
  'order.refunded',
  z.object({ ...money, refund: z.string(), net: z.number().int(), productLine: z.string().nullable(), reason: z.string() }),
  { zh: '退款', en: 'Refunded' },
)
export const productEvents = [orderPaid, orderRefunded]
