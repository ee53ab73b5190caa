import { defineModule } from '@grove/kernel/server'
import { taskHandlers } from '@grove/task/server'
import { channelErrors, sendErrors, sendEvents } from '../contract/index.ts'
import { confirmHandler } from './send-confirm.ts'
import { sendLoop } from './send-loop.ts'

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
  },
  errors: { $codes: new Map([...sendErrors.$codes, ...channelErrors.$codes]) },
  events: [...sendEvents],
  api: [],
  loops: [sendLoop],
  provides: [taskHandlers.of(confirmHandler)],
  migrations: new URL('./migrations/', import.meta.url),
})
