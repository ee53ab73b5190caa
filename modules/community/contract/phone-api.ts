import { id, route } from '@grove/kernel/contract'
import { profile } from '@grove/member/contract'
import { z } from 'zod'
import { applicationState, communityState, membershipRole } from './model.ts'
import { askable, question, unmetRequirement } from './threshold.ts'
import { communityType, fourBlocks } from './type.ts'

const door = z.object({ ws: z.string().min(1).max(40), code: z.string().min(1).max(40) })

/** What stands between this visitor and the community. */
export const needs = z.object({
  mode: z.enum(['all', 'any']),
  invitation: z.boolean(),
  /** Questions of the application; null when none is asked for. */
  application: z.array(question).nullable(),
  /** Profile fields the page asks for. */
  fields: z.array(askable),
  /** Conditions that what is known does not meet yet, in words. */
  conditions: z.array(unmetRequirement),
  /** One of them can't be helped by anything typed here. */
  closedTo: z.boolean(),
})

export const standing = z.enum(['visitor', 'member', 'left', 'removed', 'waiting', 'interview', 'rejected'])
export type Standing = z.infer<typeof standing>

export const doorView = z.object({
  communityId: id,
  code: z.string(),
  workspaceName: z.string(),
  name: z.string(),
  type: communityType,
  state: communityState,
  oneLine: z.string(),
  promise: z.string(),
  announcement: fourBlocks,
  /** Only for members. */
  welcome: fourBlocks.nullable(),
  memberCount: z.number().int().nullable(),
  open: z.boolean(),
  full: z.boolean(),
  needs,
  you: z.object({
    standing,
    name: z.string().nullable(),
    role: membershipRole.nullable(),
    mayRejoin: z.boolean(),
    application: z.object({ state: applicationState, reason: z.string().nullable() }).nullable(),
  }),
})
export type DoorView = z.infer<typeof doorView>

export const lookAtDoor = route({
  method: 'GET',
  path: '/api/m/:ws/communities/:code',
  summary: 'What a community is, and what joining it takes',
  access: 'visitor',
  input: door,
  output: doorView,
})
const entry = door.extend({
  displayName: z.string().trim().min(1).max(60).optional(),
  profile: profile
    .pick({
      phone: true,
      email: true,
      gender: true,
      ageBand: true,
      city: true,
      occupation: true,
      industry: true,
      employer: true,
      title: true,
    })
    .partial()
    .default({}),
  invitationCode: z.string().trim().max(40).optional(),
  source: z.string().trim().max(100).optional(),
  inviterMemberId: id.optional(),
  /** `invite`: the link came from a playbook. */
  scene: z.enum(['link', 'qr', 'invite']).catch('link').default('link'),
})
export const joinByPhone = route({
  method: 'POST',
  path: '/api/m/:ws/communities/:code/join',
  summary: 'Join; makes the member on the first time',
  access: 'visitor',
  input: entry,
  output: z.object({ memberId: id, standing }),
})
export const applyByPhone = route({
  method: 'POST',
  path: '/api/m/:ws/communities/:code/apply',
  summary: 'Apply to join',
  access: 'visitor',
  input: entry.extend({ answers: z.record(z.string().max(40), z.string().trim().max(1000)).default({}) }),
  output: z.object({ memberId: id, standing }),
})
export const withdrawByPhone = route({
  method: 'POST',
  path: '/api/m/:ws/communities/:code/withdraw',
  summary: 'Take an open application back',
  access: 'member',
  input: door,
  output: z.object({ standing }),
})
export const leaveByPhone = route({
  method: 'POST',
  path: '/api/m/:ws/communities/:code/leave',
  summary: 'Leave; with a reason it counts as a request',
  access: 'member',
  input: door.extend({ reason: z.string().trim().max(500).default('') }),
  output: z.object({ mayRejoin: z.boolean() }),
})
export const myCommunities = route({
  method: 'GET',
  path: '/api/m/:ws/communities',
  summary: 'Communities the member is in',
  access: 'member',
  input: z.object({ ws: z.string().min(1).max(40) }),
  output: z.object({
    items: z.array(z.object({ id, code: z.string(), name: z.string(), type: communityType, state: communityState, role: membershipRole })),
  }),
})
