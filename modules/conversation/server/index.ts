import { liveHosts } from '@grove/channel-kit/server'
import { defineModule } from '@grove/kernel/server'
import { taskHandlers } from '@grove/task/server'
import { channelErrors, messageEvents, roomErrors, sendErrors, sendEvents } from '../contract/index.ts'
import { roomEndpoints, roomRights } from './room-endpoints.ts'
import { roomHost } from './room-host.ts'
import { roomDoors, roomJoins } from './room-readers.ts'
import { confirmHandler } from './send-confirm.ts'
import { sendLoop } from './send-loop.ts'

export type { NewMessage, Posted, StoredBody } from './message-row.ts'
export { postMessages } from './post-messages.ts'
export { planSends, planSendsTo, type SendPlan } from './plan-sends.ts'
export type { Confirmation } from './send-confirm.ts'
export { type VariableLoader, type VariableTarget, variableLoaders } from './send-variable.ts'

/** Messages of the room, and everything that leaves: sends, touch limits, channel accounts. */
export const conversation = defineModule({
  name: 'conversation',
  tier: 2,
  rights: {
    'send.read': ['head', 'operator', 'owner', 'sales', 'viewer'],
    'send.create': ['head', 'operator', 'owner'],
    'send.manage': ['head', 'operator', 'owner'],
    'touch_limit.write': ['head', 'operator'],
    'channel.manage': ['head'],
    ...roomRights,
  },
  errors: { $codes: new Map([...sendErrors.$codes, ...channelErrors.$codes, ...roomErrors.$codes]) },
  events: [...sendEvents, ...messageEvents],
  api: [...roomEndpoints],
  readers: [roomDoors, roomJoins],
  loops: [sendLoop],
  provides: [liveHosts.of(roomHost), taskHandlers.of(confirmHandler)],
  migrations: new URL('./migrations/', import.meta.url),
})
