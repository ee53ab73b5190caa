import { id } from '@grove/kernel/contract'
import { moment } from '@grove/member/contract'
import { z } from 'zod'

export const ORDER_COLUMNS = [
  'number',
  'shop',
  'phone',
  'email',
  'customerNumber',
  'buyerName',
  'amount',
  'currency',
  'productLine',
  'product',
  'source',
  'paidAt',
] as const
export type OrderColumn = (typeof ORDER_COLUMNS)[number]

/** What a column of a file is taken for. */
export const orderTarget = z.enum([...ORDER_COLUMNS, 'skip'])
export type OrderTarget = z.infer<typeof orderTarget>

export const orderPreview = z.object({
  format: z.enum(['csv', 'xlsx']),
  columns: z.array(z.object({ heading: z.string(), target: orderTarget })),
  sample: z.array(z.array(z.string())),
  rows: z.number().int(),
})
export type OrderPreview = z.infer<typeof orderPreview>

export const orderRowFault = z.object({
  line: z.number().int(),
  code: z.enum([
    'no_number',
    'no_buyer',
    'bad_buyer',
    'bad_amount',
    'bad_currency',
    'bad_time',
    'too_long',
    'column_count',
    'unknown_member',
    'erased_buyer',
    'unknown_community',
    'differs',
    'unknown_order',
    'more_than_paid',
    'future',
  ]),
  value: z.string(),
})
export type OrderRowFault = z.infer<typeof orderRowFault>

export const orderImport = z.object({
  id,
  fileName: z.string(),
  state: z.enum(['running', 'done', 'failed']),
  rows: z.number().int(),
  recorded: z.number().int(),
  known: z.number().int(),
  failed: z.number().int(),
  /** The first of the rows that were not taken. */
  faults: z.array(orderRowFault),
  createdAt: moment,
  finishedAt: moment.nullable(),
})
export type OrderImport = z.infer<typeof orderImport>
