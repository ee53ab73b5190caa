import { taskHandlers } from '@grove/task/server'
import { channelErrors, sendErrors, sendEvents } from '../contract/index.ts'
import { confirmHandler } from './send-confirm.ts'
import { sendLoop } from './send-loop.ts'

/** What the module registers for sends; the room's half is beside it. */
export const sendHalf = {
  rights: {
    'send.read': ['head', 'operator', 'owner', 'sales', 'viewer'],
    'send.create': ['head', 'operator', 'owner'],
    'send.manage': ['head', 'operator', 'owner'],
    'touch_limit.write': ['head', 'operator'],
    'channel.manage': ['head'],
  },
  codes: [...sendErrors.$codes, ...channelErrors.$codes],
  events: sendEvents,
  api: [],
  loops: [sendLoop],
  provides: [taskHandlers.of(confirmHandler)],
} as const
