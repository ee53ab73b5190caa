import { picture } from '@grove/content/contract'
import { id } from '@grove/kernel/contract'
import { moment } from '@grove/member/contract'
import { z } from 'zod'
import { campPlan } from './plan.ts'

/** `enrolling` before the first day, `running` on its days, `finished` when graduation was decided, `closed` when it is put away. */
export const editionState = z.enum(['enrolling', 'running', 'finished', 'closed'])
export type EditionState = z.infer<typeof editionState>
export const studentState = z.enum(['applied', 'waiting', 'admitted', 'declined', 'left'])
export type StudentState = z.infer<typeof studentState>
/** Posts among students: learning committee, top student, class head. */
export const studentPost = z.enum(['none', 'committee', 'top', 'monitor'])
export type StudentPost = z.infer<typeof studentPost>

export const localDay = z.iso.date()

export const templateRow = z.object({
  id,
  name: z.string(),
  days: z.number(),
  editions: z.number(),
  graduates: z.number(),
  students: z.number(),
  updatedAt: moment,
})
export type TemplateRow = z.infer<typeof templateRow>
export const templateDetail = z.object({
  id,
  name: z.string(),
  plan: campPlan,
  updatedAt: moment,
  /** Those of the plan, for who changes it. */
  pictures: z.array(picture.pick({ id: true, thumb: true })),
})
export type TemplateDetail = z.infer<typeof templateDetail>
export const starterPlan = z.object({ key: z.string(), name: z.string(), intro: z.string(), plan: campPlan })

export const editionRow = z.object({
  id,
  name: z.string(),
  publicCode: z.string(),
  state: editionState,
  templateId: id,
  templateName: z.string(),
  communityId: id,
  startsOn: localDay,
  endsOn: localDay,
  seats: z.number(),
  admitted: z.number(),
  waiting: z.number(),
  applied: z.number(),
  graduates: z.number(),
})
export type EditionRow = z.infer<typeof editionRow>
export const editionDetail = editionRow.extend({
  zone: z.string(),
  /** The n-th day today; 0 before the first, beyond the number of days after the last. */
  today: z.number(),
  plan: campPlan,
  url: z.string(),
})
export type EditionDetail = z.infer<typeof editionDetail>

export const applicant = z.object({
  memberId: id,
  name: z.string(),
  state: studentState,
  quizPercent: z.number().nullable(),
  proof: z.string().nullable(),
  proofThumb: z.string().nullable(),
  ordered: z.boolean(),
  reason: z.string().nullable(),
  appliedAt: moment,
})
export type Applicant = z.infer<typeof applicant>

/** A day of a student: nothing, checked in, made up. And homework: none, handed in, sent back, accepted, excellent. */
export const checkMark = z.enum(['none', 'done', 'made_up'])
export type CheckMark = z.infer<typeof checkMark>
export const workMark = z.enum(['none', 'handed_in', 'returned', 'accepted', 'excellent'])
export type WorkMark = z.infer<typeof workMark>
export const rosterRow = z.object({
  memberId: id,
  name: z.string(),
  post: studentPost,
  /** One sign a day of the plan. */
  checks: z.array(checkMark),
  works: z.array(workMark),
  checkIns: z.number(),
  streak: z.number(),
  /** Days that asked for a check-in, are over and have none. */
  missed: z.number(),
  graduated: z.boolean().nullable(),
})
export type RosterRow = z.infer<typeof rosterRow>

/** What readers gave for one criterion in the mean. */
export const criterionMean = z.object({ name: z.string(), most: z.number(), mean: z.number() })
export type CriterionMean = z.infer<typeof criterionMean>

export const submission = z.object({
  text: z.string(),
  pictures: z.array(z.object({ url: z.string(), thumb: z.string() })),
  link: z.string().nullable(),
})
export type Submission = z.infer<typeof submission>
