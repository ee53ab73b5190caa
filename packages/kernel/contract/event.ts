import type { z } from 'zod'

/** One kind of event in the log, with the shape of its data. Names read `noun.past_tense`, e.g. `member.joined`. */
export interface EventKind<K extends string = string, D extends z.ZodType = z.ZodType> {
  readonly kind: K
  readonly data: D
}

export function eventKind<const K extends string, D extends z.ZodType>(kind: K, data: D): EventKind<K, D> {
  return { kind, data }
}
