import type { Locale } from '@grove/kernel/contract'
import type { z } from 'zod'
import type { Text } from './text.ts'

/** An event of the log as triggers see it. `at` is epoch milliseconds. */
export interface TriggerEvent {
  readonly id: number
  readonly kind: string
  readonly at: number
  readonly memberId: number | null
  readonly communityId: number | null
  readonly data: unknown
}

/** Something that happens which steps, waits and stop rules can listen to. */
export interface TriggerKind<K extends string = string, F extends z.ZodObject = z.ZodObject> {
  readonly kind: K
  readonly title: Text
  /** `member`: its events name a member, so member tracks can listen. `community`: only the track of the group hears it. */
  readonly level: 'community' | 'member'
  /** Comes from what members say or do in the group's conversation: never heard where the channel cannot read it. */
  readonly overheard?: boolean
  readonly filter: F
  /** Kinds of events in the log it listens to. */
  events(filter: z.output<F>): readonly string[]
  /** Only called with events of those kinds; data comes from the log and is checked, never trusted. */
  matches(event: TriggerEvent, filter: z.output<F>): boolean
  words(filter: z.output<F>, locale: Locale): string
}

export function triggerKind<const K extends string, F extends z.ZodObject>(spec: TriggerKind<K, F>): TriggerKind<K, F> {
  return spec
}
