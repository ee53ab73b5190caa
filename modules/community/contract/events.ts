import { eventKind, id } from '@grove/kernel/contract'
import { z } from 'zod'
import { communityState, membershipRole, post, scene } from './model.ts'
import { communityType } from './type.ts'

export const communityCreated = eventKind('community.created', z.object({ type: communityType, name: z.string() }))
export const communityUpdated = eventKind('community.updated', z.object({ fields: z.array(z.string()) }))
export const communityStateChanged = eventKind(
  'community.state_changed',
  z.object({ from: communityState, to: communityState, reason: z.string(), automatic: z.boolean() }),
)
export const communityMemberJoined = eventKind(
  'community.member_joined',
  z.object({
    scene,
    source: z.string().nullable(),
    inviterMemberId: id.nullable(),
    role: membershipRole,
    rejoined: z.boolean(),
    /** They had been there for long when we heard of it: `at` is when they joined, and nobody greets them as new. */
    earlier: z.boolean().optional(),
  }),
  { zh: '入群', en: 'Joined a community' },
)
/** `how`: the member asked (`requested`), went without a word (`silent`), was moved on, or the community ended. */
export const communityMemberLeft = eventKind(
  'community.member_left',
  z.object({ how: z.enum(['requested', 'silent', 'transferred', 'dissolved']), reason: z.string().nullable() }),
  { zh: '退群', en: 'Left a community' },
)
export const communityMemberRemoved = eventKind(
  'community.member_removed',
  z.object({ rule: z.string(), evidence: z.string(), mediaIds: z.array(id), mayRejoin: z.boolean() }),
  { zh: '被移出群', en: 'Was removed' },
)
export const communityMemberChanged = eventKind(
  'community.member_changed',
  z.object({
    role: membershipRole.optional(),
    mutedUntil: z.string().nullable().optional(),
    rejoinAllowed: z.boolean().optional(),
    joinedAt: z.string().optional(),
  }),
  { zh: '群内身份或禁言变动', en: 'Role or silence in a community changed' },
)
export const communityApplied = eventKind(
  'community.applied',
  z.object({ applicationId: id, source: z.string().nullable(), inviterMemberId: id.nullable() }),
  { zh: '申请入群', en: 'Applied' },
)
export const communityApplicationDecided = eventKind(
  'community.application_decided',
  z.object({
    applicationId: id,
    decision: z.enum(['approved', 'rejected', 'interview', 'withdrawn']),
    reason: z.string().nullable(),
  }),
  { zh: '入群申请有结果', en: 'Application was decided' },
)
export const communityStaffChanged = eventKind(
  'community.staff_changed',
  z.object({ staffId: id, post, change: z.enum(['assigned', 'ended']) }),
)

export const communityEvents = [
  communityCreated,
  communityUpdated,
  communityStateChanged,
  communityMemberJoined,
  communityMemberLeft,
  communityMemberRemoved,
  communityMemberChanged,
  communityApplied,
  communityApplicationDecided,
  communityStaffChanged,
]
