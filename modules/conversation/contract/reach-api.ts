import { idParam, route } from '@grove/kernel/contract'
import { moment } from '@grove/member/contract'
import { z } from 'zod'

/** Why a private message to a member will not arrive through a channel, or only with somebody's help; words under `reach.<why>`. */
export const reachBar = z.enum(['send_member', 'no_contact', 'not_reachable', 'blocked_by_member', 'quota', 'confirm'])
export type ReachBar = z.infer<typeof reachBar>

export const reachRow = z.object({
  channel: z.string(),
  why: reachBar,
  /** When the channel said so; null when it is so by rule. */
  at: moment.nullable(),
  /** When it is over by itself. */
  until: moment.nullable(),
})
export type ReachRow = z.infer<typeof reachRow>

export const memberReachRoute = route({
  method: 'GET',
  path: '/api/members/:id/reach',
  summary: 'What stands in the way of a private message to a member, for each channel that knows them',
  access: { right: 'send.read' },
  input: z.object({ id: idParam }),
  output: z.object({ items: z.array(reachRow) }),
})
