import type { CallbackEvent } from '../outbox/callback-event.ts'
import { type Dice, diceOf } from './chance.ts'
import type { Delays, Faults, Limits } from './settings.ts'
import type { World } from './world.ts'

/** What rules and endpoints work on: the world, the time, and where events go. */
export interface Platform {
  world: World
  /** Milliseconds. */
  now(): number
  readonly delays: Delays
  readonly limits: Limits
  readonly faults: Faults
  /** Address under which pictures of codes are shown. */
  pictures: () => string
  /** Tells every app that sees one of `userids`; changes made through the API tell nobody. */
  tell(event: CallbackEvent): void
  dice(stream: string): Dice
}

export const diceFor = (platform: { world: World }, stream: string): Dice => diceOf(platform.world.seed, stream, platform.world)

/** Seconds, as the platform writes time. */
export const seconds = (ms: number): number => Math.floor(ms / 1000)
