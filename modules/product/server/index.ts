import { defineModule, endpoint, rawEndpoint } from '@grove/kernel/server'
import { triggerKinds } from '@grove/playbook-kit/server'
import * as api from '../contract/index.ts'
import { conditionParts } from './conditions.ts'
import { importOrders } from './import-orders.ts'
import { listOrders, listProductLines, memberPurchases } from './read-orders.ts'
import { previewOrders } from './preview-orders.ts'
import { recordOrders } from './record-orders.ts'
import { refundOrders } from './refund-orders.ts'
import { listOrderImports, orderImportFaults } from './store-import.ts'
import { memberRows } from './member-rows.ts'

export { orderPlaces } from './known-places.ts'
export { listOrders } from './read-orders.ts'
export { recordOrders } from './record-orders.ts'
export { refundOrders } from './refund-orders.ts'

/** What members bought. */
export const product = defineModule({
  name: 'product',
  tier: 1,
  rights: {
    'order.read': ['head', 'operator', 'owner', 'sales', 'viewer'],
    'order.write': ['head', 'operator', 'sales'],
    'order.import': ['head', 'operator'],
  },
  errors: api.productErrors,
  events: api.productEvents,
  api: [
    endpoint(api.listProductLines, listProductLines),
    endpoint(api.listOrders, listOrders),
    endpoint(api.memberPurchases, memberPurchases),
    endpoint(api.recordOrders, recordOrders),
    endpoint(api.refundOrders, refundOrders),
    rawEndpoint(api.importOrders, async (ctx, input, { request }) => {
      const body = request.body as AsyncIterable<Uint8Array> | null
      return Response.json(await importOrders(ctx, body ?? empty(), input))
    }),
    rawEndpoint(api.previewOrders, async (ctx, _input, { request }) => {
      const body = request.body as AsyncIterable<Uint8Array> | null
      return Response.json(await previewOrders(ctx, body ?? empty()))
    }),
    endpoint(api.listOrderImports, listOrderImports),
    rawEndpoint(api.orderImportFaults, orderImportFaults),
  ],
  provides: [memberRows, ...conditionParts, triggerKinds.of(api.orderedTrigger), triggerKinds.of(api.refundedTrigger)],
  migrations: new URL('./migrations/', import.meta.url),
})

async function* empty(): AsyncGenerator<Uint8Array, void> {}
