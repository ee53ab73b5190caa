import type { Locale } from '@grove/kernel/contract'
import { z } from 'zod'
import type { Words } from './condition-kind.ts'
import type { FactValue } from './fact.ts'

/** Parts that kinds share, so that a count or a period reads and behaves the same wherever it is asked. */
const count = z.number().int().min(0)
export const range = { atLeast: count.optional(), atMost: count.optional() }
export interface Range {
  readonly atLeast?: number | undefined
  readonly atMost?: number | undefined
}

/** `30d`, `12h`: that long. */
export const period = z.string().regex(/^[1-9]\d{0,3}[dh]$/)

const HOUR = 3_600_000
export function periodMs(value: string): number {
  return Number(value.slice(0, -1)) * (value.endsWith('d') ? 24 : 1) * HOUR
}

export function periodWords(value: string, locale: Locale): string {
  const n = value.slice(0, -1)
  if (value.endsWith('d')) return locale === 'zh' ? `${n} 天` : `${n} ${n === '1' ? 'day' : 'days'}`
  return locale === 'zh' ? `${n} 小时` : `${n} ${n === '1' ? 'hour' : 'hours'}`
}

/** Nothing known is in no range. */
export function within(value: FactValue | undefined, bounds: Range): boolean {
  return typeof value === 'number' && value >= (bounds.atLeast ?? -Infinity) && value <= (bounds.atMost ?? Infinity)
}

export function rangeWords(bounds: Range): string {
  if (bounds.atLeast === undefined) return `≤ ${bounds.atMost ?? '∞'}`
  return bounds.atMost === undefined ? `≥ ${bounds.atLeast}` : `${bounds.atLeast}–${bounds.atMost}`
}

export function isOpenRange(bounds: Range): boolean {
  return bounds.atLeast === undefined && bounds.atMost === undefined
}

/** True when no number is in it. */
export function isEmptyRange(bounds: Range): boolean {
  return bounds.atLeast !== undefined && bounds.atMost !== undefined && bounds.atLeast > bounds.atMost
}

export const AT_LEAST: Words = { zh: '至少', en: 'At least' }
export const AT_MOST: Words = { zh: '至多', en: 'At most' }

export function say(locale: Locale, zh: string, en: string): string {
  return locale === 'zh' ? zh : en
}
