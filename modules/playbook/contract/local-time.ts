import { z } from 'zod'

export const CLOCK_TIME = /^([01]\d|2[0-3]):[0-5]\d$/
export const DURATION = /^(?=\d)(\d{1,3}w)?(\d{1,4}d)?(\d{1,5}h)?(\d{1,6}m)?$/
export const KEY = /^[a-z][a-z0-9-]{0,47}$/
export const PARAMETER_KEY = /^[a-z][a-zA-Z0-9]{0,39}$/

/** Local time of day, `09:00`, in the zone of the workspace. */
export const clockTime = z.string().regex(CLOCK_TIME)
/** Local calendar day, `2026-12-24`. */
export const localDate = z.iso.date()
/** `30m`, `2h`, `1d`, `1w`, or together: `1d12h`. Days and weeks keep the local time of day, hours and minutes are exact. */
export const duration = z.string().regex(DURATION)
export const weekday = z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'])
export type Weekday = z.infer<typeof weekday>
/** Letters, digits and dashes: names steps, phases, materials. Stable across versions. */
export const key = z.string().regex(KEY)
/** Names a run parameter, as texts use it: `{param.shopLink}`. */
export const parameterKey = z.string().regex(PARAMETER_KEY)
