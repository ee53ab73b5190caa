import { liveHosts } from '@grove/channel-kit/server'
import { defineModule } from '@grove/kernel/server'
import { messageEvents, roomErrors } from '../contract/index.ts'
import { roomEndpoints, roomRights } from './room-endpoints.ts'
import { roomHost } from './room-host.ts'
import { roomDoors, roomJoins } from './room-readers.ts'
import { sendHalf } from './send-half.ts'
import { memberRows } from './member-rows.ts'

export { comingTouches } from './coming-touches.ts'
export { announce } from './announce.ts'
export { type CardChange, changeCards } from './change-cards.ts'
export { linkStaffBehind, staffBehind, type StaffLink, unlinkStaffBehind } from './channel-staff.ts'
export type { NewMessage, Posted, StoredBody } from './message-row.ts'
export { type AheadAsked, type TouchAhead, type TouchOrigin, touchOrigins } from './hold-origin.ts'
export { planSends, planSendsTo, type SendPlan } from './plan-sends.ts'
export { postMessages } from './post-messages.ts'
export { saidTexts } from './said-texts.ts'
export { sendOrigins } from './send-origin.ts'
export type { Confirmation } from './send-confirm.ts'
export { pauseSendsOfRuns, resumeSendsOfRuns, stopSendsOfRuns } from './sends-of-run.ts'
export { touchesMade } from './touch-ledger.ts'
export { touchLimitsOf } from './store-limits.ts'
export { type VariableLoader, type VariableTarget, variableLoaders } from './send-variable.ts'

/** Messages of the room, and everything that leaves: sends, touch limits, channel accounts. */
export const conversation = defineModule({
  name: 'conversation',
  tier: 2,
  rights: {
    ...sendHalf.rights,
    ...roomRights,
  },
  errors: { $codes: new Map([...sendHalf.codes, ...roomErrors.$codes]) },
  events: [...sendHalf.events, ...messageEvents],
  api: [...sendHalf.api, ...roomEndpoints],
  readers: [...sendHalf.readers, roomDoors, roomJoins],
  loops: [...sendHalf.loops],
  provides: [...sendHalf.provides, liveHosts.of(roomHost), memberRows],
  migrations: new URL('./migrations/', import.meta.url),
})
