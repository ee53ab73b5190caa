import { id, idParam, pageInput, pageOf, route } from '@grove/kernel/contract'
import { z } from 'zod'
import { orderImport, orderPreview, orderTarget } from './import.ts'
import { newOrder, newRefund, order, orderProblem, purchases } from './model.ts'

export const orderFilter = z.object({
  memberId: idParam.optional(),
  communityId: idParam.optional(),
  productLine: z.string().max(120).optional(),
  source: z.string().max(120).optional(),
  /** Number of an order, from its beginning. */
  number: z.string().trim().max(100).optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  refunded: z.stringbool().optional(),
})
export type OrderFilter = z.infer<typeof orderFilter>

export const listOrders = route({
  method: 'GET',
  path: '/api/orders',
  summary: 'Orders, the latest payment first',
  access: { right: 'order.read' },
  input: pageInput.extend(orderFilter.shape),
  output: pageOf(order),
})
export const listProductLines = route({
  method: 'GET',
  path: '/api/orders/product-lines',
  summary: 'Product lines that orders name',
  access: { right: 'order.read' },
  input: z.object({}),
  output: z.object({ items: z.array(z.string()) }),
})
export const memberPurchases = route({
  method: 'GET',
  path: '/api/members/:id/purchases',
  summary: 'What one member bought, by currency',
  access: { right: 'order.read' },
  input: z.object({ id: idParam }),
  output: z.object({ items: z.array(purchases) }),
})
export const recordOrders = route({
  method: 'POST',
  path: '/api/orders',
  summary: 'Record paid orders; a number that is known changes nothing',
  access: { right: 'order.write' },
  input: z.object({
    orders: z.array(newOrder).min(1).max(1000),
    /** Buyers nobody knows get a record of their own; otherwise their orders are answered as problems. */
    makeMembers: z.boolean().default(false),
  }),
  output: z.object({ recorded: z.number().int(), known: z.number().int(), problems: z.array(orderProblem), ids: z.array(id) }),
  maxBytes: 2 * 1024 * 1024,
})
export const refundOrders = route({
  method: 'POST',
  path: '/api/orders/refunds',
  summary: 'Record refunds; a refund number that is known changes nothing',
  access: { right: 'order.write' },
  input: z.object({ refunds: z.array(newRefund).min(1).max(1000) }),
  output: z.object({ recorded: z.number().int(), known: z.number().int(), problems: z.array(orderProblem) }),
})
export const previewOrders = route({
  method: 'POST',
  path: '/api/order-imports/preview',
  summary: 'The first rows of a CSV or Excel file (the body) and what its columns seem to be; nothing is kept',
  access: { right: 'order.import' },
  input: z.object({}),
  output: orderPreview,
  maxBytes: 64 * 1024 * 1024,
})
export const importOrders = route({
  method: 'POST',
  path: '/api/order-imports',
  summary: 'Import orders from a CSV or Excel file (the body); a second time changes nothing',
  access: { right: 'order.import' },
  input: z.object({
    fileName: z.string().max(200).default('orders.csv'),
    makeMembers: z.stringbool().default(false),
    /** What each column is, parted by commas; told by the headings otherwise. */
    columns: z
      .string()
      .max(4000)
      .transform((text) => text.split(','))
      .pipe(z.array(orderTarget).max(200))
      .optional(),
  }),
  output: orderImport,
  maxBytes: 64 * 1024 * 1024,
})
export const listOrderImports = route({
  method: 'GET',
  path: '/api/order-imports',
  summary: 'The latest imports of orders',
  access: { right: 'order.import' },
  input: z.object({}),
  output: z.object({ items: z.array(orderImport) }),
})
export const orderImportFaults = route({
  method: 'GET',
  path: '/api/order-imports/:id/faults.csv',
  summary: 'Rows that were not taken, with line and reason',
  access: { right: 'order.import' },
  input: z.object({ id: idParam }),
  output: z.string(),
})
