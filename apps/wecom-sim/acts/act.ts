import { z } from 'zod'
import type { Platform } from '../world/platform.ts'

/** Something a person does on the other side: what it takes, and what comes of it. */
export interface Act<S extends z.ZodType = z.ZodType, O = unknown> {
  readonly input: S
  readonly run: (platform: Platform, who: string, input: z.output<S>) => O
}

export const act = <S extends z.ZodType, O>(input: S, run: Act<S, O>['run']): Act<S, O> => ({ input, run })

/** The main field may be given alone: `confirm(msgid)` says the same as `confirm({ msgid })`. */
export const orText = <S extends z.ZodObject>(object: S, make: (text: string) => z.output<S>) =>
  z.union([z.string().transform(make), object])

export const nothing = z.object({}).optional()
