import { id } from '@grove/kernel/contract'
import { memberKind, moment, stage, tag } from '@grove/member/contract'
import { z } from 'zod'
import { threshold } from './threshold.ts'
import { communityType, fourBlocks, marketing } from './type.ts'

export const communityState = z.enum(['planned', 'recruiting', 'active', 'cooling', 'closing', 'dissolved', 'transferred'])
export type CommunityState = z.infer<typeof communityState>
/** Actions a state allows or forbids. */
export const communityAction = z.enum(['join', 'post', 'startRun', 'send', 'invite', 'edit', 'staff', 'remove', 'leave', 'transfer'])
export type CommunityAction = z.infer<typeof communityAction>

export const connection = z.enum(['decentralised', 'pyramid'])
/** Posts of staff; members with a post (duty, kol) carry it as the role of their membership. */
export const post = z.enum(['owner', 'admin', 'operator', 'sales', 'lecturer', 'duty', 'kol'])
export type Post = z.infer<typeof post>
export const membershipRole = z.enum(['member', 'duty', 'kol', 'ambience', 'staff'])
export type MembershipRole = z.infer<typeof membershipRole>
export const membershipState = z.enum(['active', 'left', 'removed'])
export const scene = z.enum(['link', 'qr', 'invitation', 'application', 'staff', 'transfer', 'playbook', 'import', 'channel'])
export type Scene = z.infer<typeof scene>

export const positioning = z.object({
  business: z.string().max(500).default(''),
  customer: z.string().max(500).default(''),
  /** "When do I think of this group?" */
  oneLine: z.string().max(120).default(''),
})
export const rule = z.object({ id: z.string().min(1).max(40), text: z.string().min(1).max(300), penalty: z.string().max(200).default('') })
export type Rule = z.infer<typeof rule>
export const communityOptions = z.object({
  /** May somebody who left without a word come back? */
  rejoinAfterSilentExit: z.boolean().default(false),
  showMemberCount: z.boolean().default(true),
  coolingHours: z.number().int().min(0).max(720).optional(),
  closingHours: z.number().int().min(0).max(720).optional(),
})
export type CommunityOptions = z.infer<typeof communityOptions>

/** What a person decides about a community; the type's template fills the rest. */
export const communityForm = z.object({
  name: z.string().trim().min(1).max(60),
  capacity: z.number().int().min(2).max(100_000),
  channel: z.string().min(1).max(40),
  productLine: z.string().max(120).nullable(),
  positioning,
  promise: z.string().max(500),
  connection,
  rules: z.array(rule).max(30),
  announcement: fourBlocks,
  welcome: fourBlocks,
  threshold,
  options: communityOptions,
  chapter: z.string().trim().max(60).nullable(),
  opensAt: moment.nullable(),
  closesAt: moment.nullable(),
})
export type CommunityForm = z.infer<typeof communityForm>

export const typeTemplate = z.object({
  type: communityType,
  name: z.string(),
  purpose: z.string(),
  members: z.string(),
  operating: z.string(),
  leadsTo: z.string(),
  lifetimeHours: z.number().nullable(),
  marketing,
  screening: z.boolean(),
  playbooks: z.array(z.string()),
  figures: z.array(z.string()),
  form: communityForm.omit({ name: true, channel: true, chapter: true, opensAt: true, closesAt: true }),
})
export type TypeTemplate = z.infer<typeof typeTemplate>

export const communitySummary = z.object({
  id,
  name: z.string(),
  type: communityType,
  state: communityState,
  channel: z.string(),
  publicCode: z.string(),
  capacity: z.number().int(),
  memberCount: z.number().int(),
  chapter: z.string().nullable(),
  owners: z.array(z.string()),
  closesAt: moment.nullable(),
  waiting: z.number().int(),
  createdAt: moment,
})
export type CommunitySummary = z.infer<typeof communitySummary>

export const communityStaff = z.object({ staffId: id, name: z.string(), post, since: moment })
export const communityDetail = communityForm.extend({
  id,
  type: communityType,
  state: communityState,
  publicCode: z.string(),
  joinUrl: z.string(),
  /** Counted members; `headcount` has staff and ambience helpers too. */
  memberCount: z.number().int(),
  headcount: z.number().int(),
  waiting: z.number().int(),
  staff: z.array(communityStaff),
  moves: z.array(communityState),
  /** Each requirement of the threshold that is a condition, in words; null beside the others. */
  conditionWords: z.array(z.object({ zh: z.string(), en: z.string() }).nullable()),
  allowed: z.array(communityAction),
  createdAt: moment,
  updatedAt: moment,
})
export type CommunityDetail = z.infer<typeof communityDetail>

export const membershipRow = z.object({
  memberId: id,
  displayName: z.string(),
  avatarUrl: z.string().nullable(),
  kind: memberKind,
  stage,
  tags: z.array(tag),
  state: membershipState,
  role: membershipRole,
  joinedAt: moment,
  leftAt: moment.nullable(),
  leaveKind: z.string().nullable(),
  leaveReason: z.string().nullable(),
  scene: z.string(),
  source: z.string().nullable(),
  inviterMemberId: id.nullable(),
  inviterName: z.string().nullable(),
  mutedUntil: moment.nullable(),
  rejoinBlocked: z.boolean(),
  lastActiveAt: moment.nullable(),
})
export type MembershipRow = z.infer<typeof membershipRow>

export const applicationState = z.enum(['waiting', 'interview', 'approved', 'rejected', 'withdrawn'])
export const application = z.object({
  id,
  communityId: id,
  communityName: z.string(),
  memberId: id,
  displayName: z.string(),
  state: applicationState,
  answers: z.array(z.object({ question: z.string(), answer: z.string() })),
  reason: z.string().nullable(),
  inviterName: z.string().nullable(),
  source: z.string().nullable(),
  createdAt: moment,
  decidedAt: moment.nullable(),
})
export type Application = z.infer<typeof application>

export const invitation = z.object({
  id,
  code: z.string(),
  url: z.string(),
  note: z.string(),
  source: z.string().nullable(),
  used: z.number().int(),
  maxUses: z.number().int().nullable(),
  expiresAt: moment.nullable(),
  revokedAt: moment.nullable(),
  createdAt: moment,
})
export type Invitation = z.infer<typeof invitation>
