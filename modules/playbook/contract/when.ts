import type { PlaybookKinds } from '@grove/playbook-kit/contract'
import { z } from 'zod'
import { clockTime, duration, key, localDate, parameterKey, weekday } from './local-time.ts'

/** On a statutory holiday: act anyway, leave it out, or act on the next workday. */
const holidays = z.enum(['keep', 'skip', 'move']).default('keep')
const dayNumber = z.number().int().min(1).max(3660)
/** Bounds of a recurring pattern, in days of the track: the first day is 1. */
const bounds = { fromDay: dayNumber.optional(), toDay: dayNumber.optional() }

/** Relative to the start of the run; day 1 is the day it starts. */
export const onDay = z.strictObject({ day: dayNumber, at: clockTime, holidays })
/** Relative to the member's joining; day 1 is the day of joining. Member track only. */
export const onJoinDay = z.strictObject({ joinDay: dayNumber, at: clockTime, holidays })
export const afterStart = z.strictObject({ afterStart: duration })
/** Member track only. */
export const afterJoin = z.strictObject({ afterJoin: duration })
export const onDate = z.strictObject({ date: localDate, at: clockTime })
/** Days before (negative: after) a date given when the run is started. */
export const onCountdown = z.strictObject({
  countdown: parameterKey,
  daysBefore: z.number().int().min(-400).max(400),
  at: clockTime,
  holidays,
})

export const weekly = z.strictObject({
  weekly: z.array(weekday).min(1).max(7),
  /** 2: every other week, counted from the first week of the track. */
  everyWeeks: z.number().int().min(1).max(12).default(1),
  at: clockTime,
  workdaysOnly: z.boolean().default(false),
  holidays,
  ...bounds,
})
/** `workdays` knows holidays and make-up workdays. */
export const daily = z.strictObject({ daily: z.enum(['all', 'workdays', 'daysOff']), at: clockTime, ...bounds })
/** A day the month lacks is its last day. */
export const monthly = z.strictObject({
  monthly: z
    .array(z.union([z.number().int().min(1).max(31), z.literal('last')]))
    .min(1)
    .max(31),
  at: clockTime,
  workdaysOnly: z.boolean().default(false),
  holidays,
  ...bounds,
})

/** When another step has happened (or ended with that outcome), after a delay or at a time of a later day. */
export const afterStep = z.strictObject({
  after: key,
  outcome: z.string().min(1).max(60).optional(),
  delay: duration.optional(),
  nextDayAt: clockTime.optional(),
  /** With nextDayAt: how many days later; 1 unless told. */
  days: z.number().int().min(0).max(366).optional(),
})

/** When something happens; the filter belongs to the kind of trigger. */
export function onTrigger(kinds: PlaybookKinds) {
  return z.strictObject({
    on: oneOf([...kinds.triggers.keys()]),
    filter: z.record(z.string(), z.unknown()).optional(),
    delay: duration.optional(),
    nextDayAt: clockTime.optional(),
    days: z.number().int().min(0).max(366).optional(),
    /** How often this track answers it. */
    repeat: z.enum(['once', 'daily', 'always']).default('once'),
  })
}

export function whenSchema(kinds: PlaybookKinds) {
  return z.union([onDay, onJoinDay, afterStart, afterJoin, weekly, daily, monthly, onDate, onCountdown, onTrigger(kinds), afterStep])
}
export type When = z.output<ReturnType<typeof whenSchema>>

/** One of the registered names; any name while nothing is registered. */
export function oneOf(names: readonly string[]): z.ZodType<string, string> {
  return names.length > 0 ? z.enum(names as [string, ...string[]]) : z.string()
}
