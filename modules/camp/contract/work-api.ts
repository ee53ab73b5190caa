import { id, idParam, pageInput, pageOf, route } from '@grove/kernel/contract'
import { moment } from '@grove/member/contract'
import { z } from 'zod'
import { criterionMean, submission, workMark } from './model.ts'
import { MOST_PICTURES, webLink } from './plan.ts'

const one = z.object({ id: idParam })

export const workState = z.enum(['handed_in', 'returned', 'accepted'])
export const workRow = submission.extend({
  memberId: id,
  name: z.string(),
  day: z.number(),
  title: z.string(),
  ask: z.string(),
  outOf: z.number(),
  state: workState,
  mark: workMark,
  late: z.boolean(),
  score: z.number().nullable(),
  comment: z.string().nullable(),
  /** The student allows that it is shown to the group. */
  share: z.boolean(),
  handedInAt: moment,
  /** Readers among the students who gave a score, and the mean of it. */
  peers: z.number(),
  peerScore: z.number().nullable(),
  peerRubric: z.array(criterionMean),
})
export type WorkRow = z.infer<typeof workRow>

export const listWork = route({
  method: 'GET',
  path: '/api/camps/:id/homework',
  summary: 'Homework that was handed in, who waits longest first',
  access: { right: 'camp.read' },
  input: one.extend(pageInput.shape).extend({ state: workState.default('handed_in') }),
  output: pageOf(workRow),
})
export const reviewWork = route({
  method: 'POST',
  path: '/api/camps/:id/homework/review',
  summary: 'Accept homework with a score, or send it back with a comment; excellent work is shown to the group when its author agreed',
  access: { right: 'camp.run' },
  input: one.extend({
    memberId: id,
    day: z.number().int().min(1),
    /** The moment of what was looked at: newer work is never judged unseen. */
    handedInAt: moment,
    accept: z.boolean(),
    score: z.number().int().min(0).max(100).nullable().default(null),
    comment: z.string().trim().max(1000).default(''),
    excellent: z.boolean().default(false),
  }),
  output: z.object({ shown: z.boolean() }),
})
export const commentCheckIn = route({
  method: 'POST',
  path: '/api/camps/:id/check-ins/comment',
  summary: 'A comment on a check-in, which its student reads',
  access: { right: 'camp.run' },
  input: one.extend({ memberId: id, day: z.number().int().min(1), comment: z.string().trim().min(1).max(500) }),
  output: z.object({ changed: z.number() }),
})
export const checkInRow = submission.extend({
  memberId: id,
  name: z.string(),
  day: z.number(),
  title: z.string(),
  madeUp: z.boolean(),
  sound: z.string().nullable(),
  comment: z.string().nullable(),
  at: moment,
})
export type CheckInRow = z.infer<typeof checkInRow>
export const listCheckIns = route({
  method: 'GET',
  path: '/api/camps/:id/check-ins',
  summary: 'Check-ins, newest first; those without a comment alone where asked',
  access: { right: 'camp.read' },
  input: one.extend(pageInput.shape).extend({ open: z.stringbool().default(true) }),
  output: pageOf(checkInRow),
})
export const handInWork = route({
  method: 'PUT',
  path: '/api/m/:ws/camps/:code/days/:day/homework',
  summary: 'Hand in homework, or hand it in again until it is accepted',
  access: 'member',
  input: z.object({
    ws: z.string(),
    code: z.string().max(20),
    day: idParam,
    text: z.string().trim().max(5000).default(''),
    pictures: z.array(id).max(MOST_PICTURES).default([]),
    link: webLink.nullable().default(null),
    share: z.boolean().default(false),
  }),
  output: z.object({ late: z.boolean() }),
})
