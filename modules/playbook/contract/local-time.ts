import { z } from 'zod'

/** Local time of day, `09:00`, in the zone of the workspace. */
export const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
/** Local calendar day, `2026-12-24`. */
export const localDate = z.iso.date()
/** `30m`, `2h`, `1d`, `1w`, or together: `1d12h`. Days and weeks keep the local time of day, hours and minutes are exact. */
export const duration = z.string().regex(/^(?=\d)(\d{1,3}w)?(\d{1,4}d)?(\d{1,5}h)?(\d{1,6}m)?$/)
export const weekday = z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'])
export type Weekday = z.infer<typeof weekday>
/** Letters, digits and dashes: names steps, phases, materials. Stable across versions. */
export const key = z.string().regex(/^[a-z][a-z0-9-]{0,47}$/)
/** Names a run parameter, as texts use it: `{param.shopLink}`. */
export const parameterKey = z.string().regex(/^[a-z][a-zA-Z0-9]{0,39}$/)
