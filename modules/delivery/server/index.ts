import { defineModule, endpoint } from '@grove/kernel/server'
import * as api from '../contract/index.ts'
import { memberRows } from './member-rows.ts'
import { getDelivery, listDeliveries, listDeliveryMembers, myDelivery } from './read.ts'
import { tickByActs } from './tick-by-acts.ts'
import { finishDelivery, keepResult, markDelivered, savePromise } from './write.ts'

/** Delivery communities: the promise, what members have had of it, the end. */
export const delivery = defineModule({
  name: 'delivery',
  tier: 3,
  rights: {
    'delivery.read': ['head', 'operator', 'owner', 'sales', 'viewer'],
    'delivery.write': ['head', 'operator'],
    'delivery.run': ['head', 'operator', 'owner'],
  },
  errors: api.deliveryErrors,
  events: [...api.deliveryEvents],
  api: [
    endpoint(api.listDeliveries, listDeliveries),
    endpoint(api.getDelivery, getDelivery),
    endpoint(api.savePromise, savePromise),
    endpoint(api.listDeliveryMembers, listDeliveryMembers),
    endpoint(api.markDelivered, markDelivered),
    endpoint(api.keepResult, keepResult),
    endpoint(api.finishDelivery, finishDelivery),
    endpoint(api.myDelivery, myDelivery),
  ],
  readers: [tickByActs],
  provides: [memberRows],
  migrations: new URL('./migrations/', import.meta.url),
})
