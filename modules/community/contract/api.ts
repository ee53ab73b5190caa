import { id, idParam, pageInput, pageOf, route } from '@grove/kernel/contract'
import { moment, timelineEntry } from '@grove/member/contract'
import { z } from 'zod'
import {
  application,
  applicationState,
  communityDetail,
  communityForm,
  communityState,
  communitySummary,
  invitation,
  membershipRole,
  membershipRow,
  membershipState,
  post,
  typeTemplate,
} from './model.ts'
import { communityType } from './type.ts'

const oneCommunity = z.object({ id: idParam })
const done = z.object({ changed: z.number().int() })
const memberIds = z.array(id).min(1).max(10_000)

export const listCommunityTypes = route({
  method: 'GET',
  path: '/api/community-types',
  summary: 'The eight types with what each brings, in the caller’s language',
  access: { right: 'community.read' },
  input: z.object({}),
  output: z.object({ items: z.array(typeTemplate) }),
})
export const communityFilter = z.object({
  text: z.string().trim().max(60).optional(),
  type: communityType.optional(),
  state: communityState.optional(),
  ownerStaffId: idParam.optional(),
  chapter: z.string().max(60).optional(),
  channel: z.string().max(40).optional(),
})
/** `-` before it: descending. Communities without an end count as ending last. */
export const communitySort = z.enum(['-createdAt', 'createdAt', 'name', '-name', 'memberCount', '-memberCount', 'closesAt', '-closesAt'])
export type CommunitySort = z.infer<typeof communitySort>
export const listCommunities = route({
  method: 'GET',
  path: '/api/communities',
  summary: 'Communities, by filter',
  access: { right: 'community.read' },
  input: pageInput.extend(communityFilter.shape).extend({ sort: communitySort.default('-createdAt') }),
  output: pageOf(communitySummary),
})
export const listChapters = route({
  method: 'GET',
  path: '/api/chapters',
  summary: 'Chapters that communities belong to',
  access: { right: 'community.read' },
  input: z.object({}),
  output: z.object({ items: z.array(z.string()) }),
})
export const getCommunity = route({
  method: 'GET',
  path: '/api/communities/:id',
  summary: 'One community with its rules, entry and staff',
  access: { right: 'community.read' },
  input: oneCommunity,
  output: communityDetail,
})
export const createCommunity = route({
  method: 'POST',
  path: '/api/communities',
  summary: 'Make a community of a type; what is left out comes from the type',
  access: { right: 'community.create' },
  input: communityForm
    .partial()
    .extend({ name: communityForm.shape.name, type: communityType, ownerStaffIds: z.array(id).max(20).default([]) }),
  output: z.object({ id, publicCode: z.string() }),
})
export const updateCommunity = route({
  method: 'PATCH',
  path: '/api/communities/:id',
  summary: 'Change a community; fields left out stay',
  access: { right: 'community.write' },
  input: communityForm.omit({ channel: true }).partial().extend({ id: idParam }),
  output: done,
})
export const changeState = route({
  method: 'POST',
  path: '/api/communities/:id/state',
  summary: 'Move a community along its life',
  access: { right: 'community.write' },
  input: z.object({ id: idParam, to: communityState, reason: z.string().trim().max(300).default('') }),
  output: z.object({ state: communityState }),
})
export const communityTimeline = route({
  method: 'GET',
  path: '/api/communities/:id/timeline',
  summary: 'What happened in a community, newest first',
  access: { right: 'community.read' },
  input: pageInput.extend({ id: idParam, kind: z.string().max(60).optional() }),
  output: pageOf(timelineEntry),
})

export const listMemberships = route({
  method: 'GET',
  path: '/api/communities/:id/members',
  summary: 'Who is, or was, in a community',
  access: { right: 'community.read' },
  input: pageInput.extend({
    id: idParam,
    state: membershipState.default('active'),
    role: membershipRole.optional(),
    text: z.string().trim().max(60).optional(),
  }),
  output: pageOf(membershipRow),
})
export const listMembershipsOfMember = route({
  method: 'GET',
  path: '/api/members/:id/communities',
  summary: 'Communities a member is or was in',
  access: { right: 'community.read' },
  input: oneCommunity,
  output: z.object({
    items: z.array(
      membershipRow
        .pick({ state: true, role: true, joinedAt: true, leftAt: true, leaveKind: true, leaveReason: true, scene: true, source: true })
        .extend({ communityId: id, name: z.string(), type: communityType, communityState }),
    ),
  }),
})
export const addMembers = route({
  method: 'POST',
  path: '/api/communities/:id/members',
  summary: 'Put members into a community by hand',
  access: { right: 'community.members' },
  input: z.object({ id: idParam, memberIds, role: membershipRole.default('member') }),
  output: z.object({ joined: z.array(id), already: z.array(id), blocked: z.array(id), noRoom: z.array(id) }),
})
export const changeMembership = route({
  method: 'PATCH',
  path: '/api/communities/:id/members/:memberId',
  summary: 'Role, mute (until a moment, null ends it), or a second chance',
  access: { right: 'community.members' },
  input: z.object({
    id: idParam,
    memberId: idParam,
    role: membershipRole.optional(),
    mutedUntil: moment.nullable().optional(),
    rejoinAllowed: z.literal(true).optional(),
  }),
  output: done,
})
export const removeMember = route({
  method: 'POST',
  path: '/api/communities/:id/members/:memberId/remove',
  summary: 'Remove a member for breaking a rule, with evidence',
  access: { right: 'community.members' },
  input: z.object({
    id: idParam,
    memberId: idParam,
    /** Words of the rule broken: one of the community's rules or a text. */
    rule: z.string().trim().min(1).max(300),
    evidence: z.string().trim().max(2000).default(''),
    mediaIds: z.array(id).max(20).default([]),
    mayRejoin: z.boolean().default(false),
  }),
  output: done,
})
export const transferMembers = route({
  method: 'POST',
  path: '/api/communities/:id/transfer',
  summary: 'Move members to another community; all of them when none are named',
  access: { right: 'community.members' },
  input: z.object({ id: idParam, toCommunityId: id, memberIds: memberIds.optional() }),
  output: z.object({ moved: z.array(id), already: z.array(id), blocked: z.array(id), noRoom: z.array(id) }),
})

export const assignStaff = route({
  method: 'POST',
  path: '/api/communities/:id/staff',
  summary: 'Give a colleague a post in a community',
  access: { right: 'community.staff' },
  input: z.object({ id: idParam, staffId: id, post }),
  output: done,
})
export const endStaff = route({
  method: 'POST',
  path: '/api/communities/:id/staff/end',
  summary: 'End a post',
  access: { right: 'community.staff' },
  input: z.object({ id: idParam, staffId: id, post }),
  output: done,
})

export const listApplications = route({
  method: 'GET',
  path: '/api/applications',
  summary: 'Applications to join, oldest waiting first',
  access: { right: 'community.read' },
  input: pageInput.extend({ communityId: idParam.optional(), state: applicationState.default('waiting') }),
  output: pageOf(application),
})
export const decideApplication = route({
  method: 'POST',
  path: '/api/applications/:id/decision',
  summary: 'Approve (joins at once), reject with a reason, or ask for an interview',
  access: { right: 'community.members' },
  input: z.object({ id: idParam, decision: z.enum(['approved', 'rejected', 'interview']), reason: z.string().trim().max(500).default('') }),
  output: z.object({ state: applicationState }),
})
export const listInvitations = route({
  method: 'GET',
  path: '/api/communities/:id/invitations',
  summary: 'Invitation codes of a community',
  access: { right: 'community.read' },
  input: oneCommunity,
  output: z.object({ items: z.array(invitation) }),
})
export const createInvitation = route({
  method: 'POST',
  path: '/api/communities/:id/invitations',
  summary: 'Make an invitation code',
  access: { right: 'community.members' },
  input: z.object({
    id: idParam,
    note: z.string().trim().max(100).default(''),
    source: z.string().trim().max(100).nullable().default(null),
    inviterMemberId: id.nullable().default(null),
    maxUses: z.number().int().min(1).max(100_000).nullable().default(null),
    expiresAt: moment.nullable().default(null),
  }),
  output: invitation,
})
export const revokeInvitation = route({
  method: 'DELETE',
  path: '/api/invitations/:id',
  summary: 'End an invitation code',
  access: { right: 'community.members' },
  input: oneCommunity,
  output: done,
})
