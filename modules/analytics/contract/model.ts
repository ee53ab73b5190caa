import { z } from 'zod'

/** What is counted each day. `reached` counts members a post or private message went to; `posts` what the engine posted to the group. */
export const countKey = z.enum(['joined', 'left', 'removed', 'messages', 'answers', 'reactions', 'posts', 'reached'])
export type CountKey = z.infer<typeof countKey>

export const dayFigures = z.object({
  day: z.iso.date(),
  joined: z.number().int(),
  left: z.number().int(),
  removed: z.number().int(),
  messages: z.number().int(),
  answers: z.number().int(),
  reactions: z.number().int(),
  posts: z.number().int(),
  reached: z.number().int(),
  /** Different members who said something. */
  speakers: z.number().int(),
})
export type DayFigures = z.infer<typeof dayFigures>

export const totalFigures = dayFigures.omit({ day: true }).extend({
  /** Counted members now. */
  members: z.number().int(),
  /** Speakers of the whole span divided by the members who were there in it; null without any. */
  participation: z.number().nullable(),
  /** Left or removed, divided by the members who were there; null without any. */
  leaveRate: z.number().nullable(),
})
export type TotalFigures = z.infer<typeof totalFigures>

/** What the sends of one step came to; touches of a group count once. */
export const stepEffect = z.object({
  step: z.string(),
  variant: z.string().nullable(),
  sent: z.number().int(),
  notSent: z.number().int(),
  waiting: z.number().int(),
  answered: z.number().int(),
})
