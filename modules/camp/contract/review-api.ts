import { id, idParam, pageInput, pageOf, route } from '@grove/kernel/contract'
import { moment } from '@grove/member/contract'
import { z } from 'zod'
import { editionState, localDay } from './model.ts'

const one = z.object({ id: idParam })
const onPhone = z.object({ ws: z.string(), code: z.string().max(20) })

export const feedback = z.object({
  rating: z.number().int().min(1).max(5),
  nps: z.number().int().min(0).max(10),
  best: z.string().trim().max(500).default(''),
  better: z.string().trim().max(500).default(''),
  talk: z.boolean().default(false),
})
export const myFeedback = route({
  method: 'GET',
  path: '/api/m/:ws/camps/:code/feedback',
  summary: 'What the member said of the camp, and from when on it may be said',
  access: 'member',
  input: onPhone,
  output: z.object({
    camp: z.string(),
    communityId: id,
    open: z.boolean(),
    /** The last day of the camp. */
    from: localDay,
    given: feedback.nullable(),
  }),
})
export const giveFeedback = route({
  method: 'PUT',
  path: '/api/m/:ws/camps/:code/feedback',
  summary: 'Rate the camp, from its last day on; given again it replaces what was given',
  access: 'member',
  input: onPhone.extend(feedback.shape),
  output: z.object({ kept: z.boolean() }),
})
export const feedbackRow = feedback.extend({ memberId: id, name: z.string(), at: moment })
export type FeedbackRow = z.infer<typeof feedbackRow>
export const listFeedback = route({
  method: 'GET',
  path: '/api/camps/:id/feedback',
  summary: 'What students said of an edition, newest first',
  access: { right: 'camp.read' },
  input: one.extend(pageInput.shape),
  output: pageOf(feedbackRow),
})
export const openInterviews = route({
  method: 'POST',
  path: '/api/camps/:id/interviews',
  summary: 'Tasks to interview those who agreed to talk: the least and the most content first, each once',
  access: { right: 'camp.run' },
  input: one.extend({ most: z.number().int().min(1).max(20).default(5) }),
  output: z.object({ opened: z.number() }),
})

/** Shares are whole percents; null where there is nothing to count. */
export const editionFigures = z.object({
  id,
  name: z.string(),
  state: editionState,
  startsOn: localDay,
  students: z.number(),
  checkIns: z.number().nullable(),
  homework: z.number().nullable(),
  exam: z.number().nullable(),
  graduates: z.number().nullable(),
  feedback: z.number(),
  rating: z.number().nullable(),
  nps: z.number().nullable(),
  /** Students with an order of the offer's product line within 30 days of the last day, of all. */
  bought: z.number().nullable(),
  sold: z.array(z.object({ currency: z.string(), amount: z.number() })),
})
export type EditionFigures = z.infer<typeof editionFigures>
export const compareEditions = route({
  method: 'GET',
  path: '/api/camp-templates/:id/editions',
  summary: 'The editions of a template beside each other, latest first',
  access: { right: 'camp.read' },
  input: one.extend(pageInput.shape),
  output: pageOf(editionFigures),
})
export const getEditionFigures = route({
  method: 'GET',
  path: '/api/camps/:id/figures',
  summary: 'How an edition went: as in the comparison of its template',
  access: { right: 'camp.read' },
  input: one,
  output: editionFigures,
})

export const findingState = z.enum(['open', 'done', 'dropped'])
export const finding = z.object({
  id,
  editionId: id,
  edition: z.string(),
  text: z.string(),
  change: z.string(),
  state: findingState,
  createdAt: moment,
})
export type Finding = z.infer<typeof finding>
export const listFindings = route({
  method: 'GET',
  path: '/api/camp-templates/:id/findings',
  summary: 'What editions taught, and what it is to change in the template; open ones first',
  access: { right: 'camp.read' },
  input: one.extend(pageInput.shape),
  output: pageOf(finding),
})
export const addFinding = route({
  method: 'POST',
  path: '/api/camps/:id/findings',
  summary: 'Write down what an edition taught and what to change in its template',
  access: { right: 'camp.run' },
  input: one.extend({ text: z.string().trim().min(1).max(500), change: z.string().trim().min(1).max(500) }),
  output: z.object({ id }),
})
export const decideFinding = route({
  method: 'POST',
  path: '/api/camp-findings/:id/decide',
  summary: 'Mark a finding as changed in the template, as dropped, or as open again',
  access: { right: 'camp.write' },
  input: one.extend({ state: findingState }),
  output: z.object({ changed: z.number() }),
})

export const coachingRow = z.object({
  memberId: id,
  name: z.string(),
  missed: z.number(),
  /** Pieces of homework that are due and were neither handed in nor accepted. */
  owed: z.number(),
  lastAt: moment.nullable(),
  /** The open task of a talk. */
  taskId: id.nullable(),
  notes: z.array(z.object({ id, text: z.string(), by: z.string().nullable(), at: moment })),
})
export type CoachingRow = z.infer<typeof coachingRow>
export const listCoaching = route({
  method: 'GET',
  path: '/api/camps/:id/coaching',
  summary: 'Students who are behind or were talked to, most missed first, with the notes of the talks',
  access: { right: 'camp.read' },
  input: one.extend(pageInput.shape),
  output: pageOf(coachingRow),
})
export const addNote = route({
  method: 'POST',
  path: '/api/camps/:id/notes',
  summary: 'Write down what came of a talk with a student',
  access: { right: 'camp.run' },
  input: one.extend({ memberId: id, text: z.string().trim().min(1).max(1000) }),
  output: z.object({ id }),
})
export const openTalk = route({
  method: 'POST',
  path: '/api/camps/:id/talks',
  summary: 'A task to talk to a student one-to-one, unless one is open',
  access: { right: 'camp.run' },
  input: one.extend({ memberId: id }),
  output: z.object({ opened: z.number() }),
})
