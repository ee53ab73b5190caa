import { id, idParam, pageInput, pageOf, route } from '@grove/kernel/contract'
import { moment } from '@grove/member/contract'
import { z } from 'zod'
import { checkMark, criterionMean, editionState, localDay, studentPost, studentState, submission, workMark } from './model.ts'
import { campDay, MOST_PICTURES, screeningProof, webLink } from './plan.ts'

const onPhone = z.object({ ws: z.string(), code: z.string().max(20) })

/** What may be picked, without what is right. */
export const askedQuestion = z.object({
  id,
  kind: z.enum(['single', 'multi', 'blank', 'short']),
  stem: z.string(),
  options: z.array(z.string()),
  blanks: z.number(),
  points: z.number(),
})
export type AskedQuestion = z.infer<typeof askedQuestion>

export const givenAnswers = z.record(
  z.string().max(20),
  z.union([
    z.number().int().min(0).max(8),
    z.array(z.number().int().min(0).max(8)).max(8),
    z.array(z.string().max(200)).max(8),
    z.string().max(2000),
  ]),
)
export type GivenAnswers = z.infer<typeof givenAnswers>

const picture = z.object({ url: z.string(), thumb: z.string() })
export const dayTile = z.object({
  day: z.number(),
  date: localDay,
  title: z.string(),
  open: z.boolean(),
  asksCheckIn: z.boolean(),
  asksHomework: z.boolean(),
  check: checkMark,
  work: workMark,
})
export type DayTile = z.infer<typeof dayTile>

export const examTile = z.object({
  exam: z.string(),
  title: z.string(),
  day: z.number(),
  state: z.enum(['not_open', 'open', 'going', 'waiting', 'passed', 'failed', 'over']),
})
export type ExamTile = z.infer<typeof examTile>

export const campPage = z.object({
  code: z.string(),
  name: z.string(),
  intro: z.string(),
  workspaceName: z.string(),
  state: editionState,
  startsOn: localDay,
  endsOn: localDay,
  seats: z.number(),
  seatsLeft: z.number(),
  today: z.number(),
  communityId: id,
  screening: z.object({
    form: z.object({ title: z.string(), code: z.string(), answered: z.boolean() }).nullable(),
    quiz: z.array(askedQuestion).nullable(),
    pass: z.number(),
    proof: screeningProof,
    productLine: z.string(),
    ordered: z.boolean(),
  }),
  you: z
    .object({
      name: z.string(),
      state: studentState.nullable(),
      /** How many wait before you. */
      place: z.number().nullable(),
      reason: z.string().nullable(),
      post: studentPost,
      checkIns: z.number(),
      streak: z.number(),
      best: z.number(),
      cardsLeft: z.number(),
      feedback: z.enum(['closed', 'open', 'given']),
    })
    .nullable(),
  days: z.array(dayTile),
  exams: z.array(examTile),
  /** Homework of others that waits to be read. */
  peersOpen: z.number(),
  /** Students show what they made, and pick a time for it. */
  defence: z.boolean(),
  /** What comes next, told to those who were in once the camp is over. */
  offer: z.object({ text: z.string(), link: z.string().nullable() }).nullable(),
})
export type CampPage = z.infer<typeof campPage>

export const dayPage = z.object({
  communityId: id,
  day: z.number(),
  date: localDay,
  days: z.number(),
  title: z.string(),
  text: z.string(),
  pictures: z.array(picture),
  video: z.string().nullable(),
  files: campDay.shape.lesson.unwrap().shape.files.unwrap(),
  checkIn: z
    .object({
      ask: z.string(),
      needs: z.enum(['any', 'picture', 'sound']),
      mine: submission.extend({ sound: z.string().nullable(), madeUp: z.boolean(), at: moment, comment: z.string().nullable() }).nullable(),
      /** May it be given now, by a card, or why not. */
      may: z.enum(['now', 'card', 'done', 'no_cards', 'window_over', 'not_open']),
    })
    .nullable(),
  cardsLeft: z.number(),
  homework: z
    .object({
      ask: z.string(),
      dueAt: moment,
      outOf: z.number(),
      mine: submission
        .extend({
          state: z.enum(['handed_in', 'returned', 'accepted']),
          mark: workMark,
          late: z.boolean(),
          score: z.number().nullable(),
          comment: z.string().nullable(),
          /** What others said who read it; never who. */
          peers: z.array(z.object({ score: z.number(), comment: z.string() })),
          /** What they gave by criterion, in the mean; empty without a rubric. */
          rubric: z.array(criterionMean),
        })
        .nullable(),
      /** Excellent work of those who let theirs be shown. */
      best: z.array(z.object({ name: z.string(), text: z.string(), pictures: z.array(picture) })),
    })
    .nullable(),
})
export type DayPage = z.infer<typeof dayPage>

export const myRecord = route({
  method: 'GET',
  path: '/api/m/:ws/camps/:code/record',
  summary: 'What the member did in a camp, and how far graduation is',
  access: 'member',
  input: onPhone,
  output: z.object({
    name: z.string(),
    communityId: id,
    checkIns: z.number(),
    accepted: z.number(),
    needs: z.object({ checkIns: z.number(), accepted: z.number() }),
    best: z.number(),
    cards: z.number(),
    days: z.array(z.object({ day: z.number(), check: checkMark })),
    exams: z.array(
      z.object({
        title: z.string(),
        percent: z.number().nullable(),
        pass: z.number(),
        passed: z.boolean(),
        waiting: z.boolean(),
        counts: z.boolean(),
      }),
    ),
    /** `null` where graduation asks for none and none was booked; `passed` is `null` until it is judged. */
    defence: z.object({ counts: z.boolean(), passed: z.boolean().nullable() }).nullable(),
    scores: z.array(z.object({ day: z.number(), score: z.number(), of: z.number() })),
    certificate: z.string().nullable(),
  }),
})
export const lookAtCamp = route({
  method: 'GET',
  path: '/api/m/:ws/camps/:code',
  summary: 'A camp as the phone shows it: the door for who is not in, today for who is',
  access: 'visitor',
  input: onPhone,
  output: campPage,
})
export const myCamps = route({
  method: 'GET',
  path: '/api/m/:ws/camps',
  summary: 'Camps the member is in, the latest to begin first',
  access: 'member',
  input: pageInput.extend({ ws: z.string() }),
  output: pageOf(z.object({ id, code: z.string(), name: z.string(), state: editionState, today: z.number(), days: z.number() })),
})
export const applyToCamp = route({
  method: 'POST',
  path: '/api/m/:ws/camps/:code/apply',
  summary: 'Apply for a seat, with the answers of the quiz and the picture that were asked for',
  access: 'member',
  input: onPhone.extend({ answers: givenAnswers.default({}), proof: id.optional() }),
  output: z.object({ state: studentState, percent: z.number().nullable() }),
})
export const leaveCamp = route({
  method: 'POST',
  path: '/api/m/:ws/camps/:code/leave',
  summary: 'Give the seat, or the place in the line, back',
  access: 'member',
  input: onPhone,
  output: z.object({ left: z.boolean() }),
})
export const lookAtDay = route({
  method: 'GET',
  path: '/api/m/:ws/camps/:code/days/:day',
  summary: 'Lesson, check-in and homework of a day',
  access: 'member',
  input: onPhone.extend({ day: idParam }),
  output: dayPage,
})
export const checkIn = route({
  method: 'PUT',
  path: '/api/m/:ws/camps/:code/days/:day/check-in',
  summary: 'Check in for today, or make up a past day with a card',
  access: 'member',
  input: onPhone.extend({
    day: idParam,
    text: z.string().trim().max(2000).default(''),
    pictures: z.array(id).max(MOST_PICTURES).default([]),
    link: webLink.nullable().default(null),
    sound: id.nullable().default(null),
  }),
  output: z.object({ madeUp: z.boolean(), streak: z.number() }),
})
export const rankCamp = route({
  method: 'GET',
  path: '/api/m/:ws/camps/:code/ranking',
  summary: 'Students by check-ins and streak',
  access: 'member',
  input: onPhone,
  output: z.object({
    items: z.array(
      z.object({ rank: z.number(), name: z.string(), post: studentPost, checkIns: z.number(), streak: z.number(), you: z.boolean() }),
    ),
    students: z.number(),
    communityId: id,
  }),
})
