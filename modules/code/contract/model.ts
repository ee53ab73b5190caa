import { id } from '@grove/kernel/contract'
import { moment } from '@grove/member/contract'
import { z } from 'zod'

export const codeKind = z.enum(['person', 'group'])
export type CodeKind = z.infer<typeof codeKind>
export const codeState = z.enum(['making', 'live', 'ended'])

const target = z.string().min(1).max(64)
const localTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)

/** Who is on duty when. A shift whose end is not after its beginning goes on past midnight. */
export const shift = z.strictObject({
  weekdays: z.array(z.number().int().min(1).max(7)).min(1).max(7),
  from: localTime,
  to: localTime,
  people: z.array(target).min(1).max(100),
})
export type Shift = z.infer<typeof shift>

export const dutyPlan = z.strictObject({
  shifts: z.array(shift).max(30).default([]),
  /** Those outside all shifts. */
  people: z.array(target).max(100).default([]),
  /** Instead of those who have had enough today, and when nobody is on duty. */
  backup: z.array(target).max(100).default([]),
  /** So many a day for each person. */
  perDay: z.number().int().min(1).max(10_000).nullable().default(null),
})
export type DutyPlan = z.infer<typeof dutyPlan>

export const roomPlan = z.strictObject({
  /** In the order they fill; more than the platform takes at once rotate. */
  groups: z.array(target).max(200).default([]),
  /** The platform makes another group when all are full. */
  autoCreate: z.boolean().default(true),
  baseName: z.string().trim().max(30).default(''),
  /** Work for somebody when fewer seats are left. */
  warnSeats: z.number().int().min(0).max(1000).default(40),
})
export type RoomPlan = z.infer<typeof roomPlan>

export const codeDraft = z.strictObject({
  name: z.string().trim().min(1).max(30),
  source: z.string().trim().min(1).max(60),
  welcome: z.string().trim().max(1000).default(''),
  tags: z.array(z.string().trim().min(1).max(30)).max(10).default([]),
  /** People: added without being asked first. */
  direct: z.boolean().default(true),
  duty: dutyPlan.prefault({}),
  rooms: roomPlan.prefault({}),
})
export type CodeDraft = z.infer<typeof codeDraft>

export const codeRow = z.object({
  id,
  kind: codeKind,
  name: z.string(),
  source: z.string(),
  state: codeState,
  /** Where its picture is: with us, and with the platform until we have it. */
  pictureUrl: z.string().nullable(),
  /** Those it leads to now, as last told to the platform. */
  targets: z.array(z.object({ externalId: z.string(), name: z.string(), members: z.number().nullable() })),
  /** Seats left in its groups; null for a code of people. */
  seats: z.number().nullable(),
  today: z.number(),
  joins: z.number(),
  /** What the platform had differently at the last look, by name of the field. */
  drift: z.array(z.string()),
  driftAt: moment.nullable(),
  fault: z.string().nullable(),
  checkedAt: moment.nullable(),
  createdAt: moment,
})
export type CodeRow = z.infer<typeof codeRow>

export const codeDetail = codeRow.extend({
  accountId: id,
  draft: codeDraft,
  /** Of the people and groups of the draft, by their key on the platform. */
  names: z.record(z.string(), z.string()),
})
export type CodeDetail = z.infer<typeof codeDetail>
