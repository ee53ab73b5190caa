import type { z } from 'zod'
import type { Locale } from './role.ts'

/** One kind of event in the log, with the shape of its data. Names read `noun.past_tense`, e.g. `member.joined`. */
export interface EventKind<K extends string = string, D extends z.ZodType = z.ZodType> {
  readonly kind: K
  readonly data: D
  /** How a condition calls it; told for what happens to a member. */
  readonly called?: Readonly<Record<Locale, string>>
}

export function eventKind<const K extends string, D extends z.ZodType>(
  kind: K,
  data: D,
  called?: Readonly<Record<Locale, string>>,
): EventKind<K, D> {
  return called ? { kind, data, called } : { kind, data }
}
