import { id } from '@grove/kernel/contract'
import { z } from 'zod'

/** `member` a customer · `staff` one of ours · `ambience` 气氛组; only the first is ever counted. */
export const memberKind = z.enum(['member', 'staff', 'ambience'])
export type MemberKind = z.infer<typeof memberKind>

/** Relationship ladder: 1 doesn't know you … 6 bought from you, 7 bought again. */
export const stage = z.number().int().min(1).max(7)
export type Stage = 1 | 2 | 3 | 4 | 5 | 6 | 7
export const STAGES = [1, 2, 3, 4, 5, 6, 7] as const satisfies readonly Stage[]

export const gender = z.enum(['female', 'male', 'other'])

/** The record's own text fields, in the order of forms; `attributes` holds everything else. */
export const PROFILE_FIELDS = [
  'displayName',
  'phone',
  'email',
  'gender',
  'ageBand',
  'city',
  'cityTier',
  'occupation',
  'industry',
  'employer',
  'title',
] as const
export type ProfileField = (typeof PROFILE_FIELDS)[number]

const short = z.string().trim().max(100)
export const attributeKey = z
  .string()
  .trim()
  .min(1)
  .max(60)
  .regex(/^[^.\s:][^.:]*$/u)
export const attributeValue = z.union([z.string().max(1000), z.number(), z.boolean(), z.null()])
export type AttributeValue = z.infer<typeof attributeValue>

/** Mainland mobile as 11 digits, others as + and digits; separators are dropped before the check. */
export const phone = z
  .string()
  .transform((value) => value.replace(/[\s\-()]/g, '').replace(/^(?:\+|00)86(?=1\d{10}$)/, ''))
  .pipe(z.string().regex(/^(?:1\d{10}|\+?\d{7,15})$/))
export const email = z.string().trim().toLowerCase().max(200).pipe(z.email())

/** What a person fills in about a member; null empties a field. */
export const profile = z.object({
  displayName: z.string().trim().min(1).max(60),
  avatarUrl: z.string().max(500).nullable().optional(),
  phone: phone.nullable().optional(),
  email: email.nullable().optional(),
  gender: gender.nullable().optional(),
  ageBand: short.nullable().optional(),
  city: short.nullable().optional(),
  cityTier: short.nullable().optional(),
  occupation: short.nullable().optional(),
  industry: short.nullable().optional(),
  employer: short.nullable().optional(),
  title: short.nullable().optional(),
  attributes: z.record(attributeKey, attributeValue).optional(),
})
export type Profile = z.infer<typeof profile>

/** One person under one channel: phone, email, wecom, import number … */
export const identity = z.object({ channel: z.string().min(1).max(40), externalId: z.string().min(1).max(200) })
export type Identity = z.infer<typeof identity>

export const tag = z.object({ id, name: z.string(), groupName: z.string(), color: z.string().nullable() })
export type Tag = z.infer<typeof tag>

/** A moment: ISO 8601 on the wire. */
export const moment = z.coerce.date<Date | string>()

/** A tag on one member, and when it leaves by itself. */
export const memberTag = tag.extend({ until: moment.nullable() })
export type MemberTag = z.infer<typeof memberTag>

export const memberSummary = z.object({
  id,
  displayName: z.string(),
  avatarUrl: z.string().nullable(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  city: z.string().nullable(),
  stage,
  kind: memberKind,
  source: z.string().nullable(),
  ownerStaffId: id.nullable(),
  ownerName: z.string().nullable(),
  tags: z.array(memberTag),
  lastActiveAt: moment.nullable(),
  createdAt: moment,
})
export type MemberSummary = z.infer<typeof memberSummary>

export const memberDetail = memberSummary.extend({
  gender: gender.nullable(),
  ageBand: z.string().nullable(),
  cityTier: z.string().nullable(),
  occupation: z.string().nullable(),
  industry: z.string().nullable(),
  employer: z.string().nullable(),
  title: z.string().nullable(),
  attributes: z.record(z.string(), attributeValue),
  identities: z.array(identity),
  updatedAt: moment,
})
export type MemberDetail = z.infer<typeof memberDetail>

export const timelineEntry = z.object({
  id,
  kind: z.string(),
  at: moment,
  memberId: id.nullable(),
  memberName: z.string().nullable(),
  communityId: id.nullable(),
  runId: id.nullable(),
  actor: z.object({ kind: z.string(), id: id.optional(), name: z.string().optional() }).nullable(),
  data: z.record(z.string(), z.unknown()),
})
export type TimelineEntry = z.infer<typeof timelineEntry>
