import { z } from 'zod'

export const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
const key = z
  .string()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
  .max(60)
const percent = z.number().int().min(0).max(100)
/** Pages that a lesson may lead to: never a script or a file of the phone. */
export const webLink = z.url({ protocol: /^https?$/ }).max(500)

export const MOST_PICTURES = 9
export const MOST_FILES = 5
const pictures = z.array(z.number().int().positive()).max(MOST_PICTURES).default([])

/** What readers look for: named as typed, so many points at most, and how much of the sum it is. */
export const criterion = z.strictObject({
  name: z.string().trim().min(1).max(40),
  most: z.number().int().min(1).max(100),
  weight: z.number().int().min(1).max(10).default(1),
})
export type Criterion = z.infer<typeof criterion>
export const MOST_CRITERIA = 8

export const campDay = z.strictObject({
  title: z.string().trim().min(1).max(60),
  lesson: z
    .strictObject({
      text: z.string().max(5000).default(''),
      pictures,
      video: webLink.nullable().default(null),
      /** Hand-outs to read or keep. */
      files: z
        .array(z.strictObject({ title: z.string().trim().min(1).max(60), url: webLink }))
        .max(MOST_FILES)
        .default([]),
    })
    .prefault({}),
  /** What the student tells: `picture` asks for one, `any` takes words as well. */
  checkIn: z
    .strictObject({ ask: z.string().trim().min(1).max(200), needs: z.enum(['any', 'picture', 'sound']).default('any') })
    .nullable()
    .default(null),
  /** Due at `dueAt` so many local days after the day itself. */
  homework: z
    .strictObject({
      ask: z.string().trim().min(1).max(1000),
      dueInDays: z.number().int().min(0).max(7).default(0),
      dueAt: clockTime.default('22:00'),
      outOf: z.number().int().min(1).max(100).default(10),
      /** Once it is due, each piece is read by so many other students, for so many days. */
      peer: z
        .strictObject({
          readers: z.number().int().min(1).max(5),
          days: z.number().int().min(1).max(7),
          /** The rubric; without one a reader gives one score. */
          criteria: z
            .array(criterion)
            .max(MOST_CRITERIA)
            .refine((list) => new Set(list.map((one) => one.name)).size === list.length, { params: { code: 'doubled' } })
            .optional(),
        })
        .nullable()
        .optional(),
    })
    .nullable()
    .default(null),
})
export type CampDay = z.infer<typeof campDay>

/** A quiz or an exam: so many questions of a bank, drawn anew for each attempt. */
export const campExam = z.strictObject({
  key,
  title: z.string().trim().min(1).max(60),
  /** Opens on this day and stays open so many days more. */
  day: z.number().int().min(1).max(60),
  openDays: z.number().int().min(0).max(30).default(1),
  bank: key,
  count: z.number().int().min(1).max(50),
  minutes: z.number().int().min(1).max(180).nullable().default(null),
  attempts: z.number().int().min(1).max(10).default(1),
  pass: percent.default(60),
  /** Graduation asks for it. */
  counts: z.boolean().default(true),
})
export type CampExam = z.infer<typeof campExam>
export const MOST_EXAMS = 10

export const screeningProof = z.enum(['none', 'picture', 'order'])
export const screening = z.strictObject({
  /** A form to be answered first. */
  form: key.nullable().default(null),
  quiz: z
    .strictObject({ bank: key, count: z.number().int().min(1).max(20), pass: percent })
    .nullable()
    .default(null),
  /** A picture of the payment, looked at by a person; or an order of the product line, found by itself. */
  proof: screeningProof.default('none'),
  productLine: z.string().trim().max(120).default(''),
  /** A person says yes to each. A picture always needs one. */
  byPerson: z.boolean().default(false),
})
export type Screening = z.infer<typeof screening>

/** How a phase stands to the relationship with the member. */
export const relation = z.enum(['know', 'understand', 'familiar'])
export const PHASES = ['screen', 'notice', 'opening', 'days', 'coaching', 'graduation', 'offer', 'review'] as const
export const campPhase = z.enum(PHASES)
export type CampPhase = z.infer<typeof campPhase>
const journeyLine = z.strictObject({
  phase: campPhase,
  relation,
  feels: z.string().trim().max(120).default(''),
  does: z.string().trim().max(120).default(''),
  gets: z.string().trim().max(120).default(''),
})
export type JourneyLine = z.infer<typeof journeyLine>

const colour = z.string().regex(/^#[0-9a-f]{6}$/)
/** A certificate: texts with {name} {camp} {edition} {days} {checkIns} {date} {number}, two pictures at most. */
export const certificateDesign = z.strictObject({
  title: z.string().trim().min(1).max(24),
  body: z.string().trim().min(1).max(300),
  issuer: z.string().trim().max(40).default(''),
  colour: colour.default('#8a6d3b'),
  logo: z.number().int().positive().nullable().default(null),
  seal: z.number().int().positive().nullable().default(null),
})
export type CertificateDesign = z.infer<typeof certificateDesign>

export const MOST_DAYS = 60
/** The whole method of a camp. Editions keep a copy. */
export const campPlan = z.strictObject({
  intro: z.string().max(1000).default(''),
  days: z.array(campDay).min(1).max(MOST_DAYS),
  exams: z
    .array(campExam)
    .max(MOST_EXAMS)
    .refine((list) => new Set(list.map((one) => one.key)).size === list.length, { params: { code: 'doubled' } })
    .default([]),
  makeUp: z.strictObject({ cards: z.number().int().min(0).max(30), windowDays: z.number().int().min(1).max(30) }),
  /** Students get one line that fits them at this time. */
  remindAt: clockTime.nullable(),
  /** Who misses so many days is talked to by a person. */
  coachAfter: z.number().int().min(1).max(14),
  screening,
  graduation: z.strictObject({
    checkIns: percent,
    homework: percent,
    /** Nobody graduates without a defence that was passed. */
    defence: z.boolean().optional(),
  }),
  journey: z.array(journeyLine).max(PHASES.length),
  /** What the first private words should hold; a person writes them. */
  noticeHint: z.string().max(500).default(''),
  offer: z
    .strictObject({
      text: z.string().max(500).default(''),
      productLine: z.string().max(120).default(''),
      link: webLink.nullable().default(null),
    })
    .nullable()
    .default(null),
  certificate: certificateDesign,
})
export type CampPlan = z.infer<typeof campPlan>
