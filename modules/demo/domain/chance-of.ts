import { chance } from '@grove/playbook/domain'

/** Chance that replays: a share in [0, 1) for a thing and a number. */
export interface Dice {
  share(thing: string, number: number): number
  pick<T>(thing: string, number: number, from: readonly T[]): T
}

export function diceOf(seed: string): Dice {
  return {
    share: (thing, number) => chance(seed, thing, number),
    pick: (thing, number, from) => from[Math.floor(chance(seed, thing, number) * from.length)] as (typeof from)[number],
  }
}
