/** What goes wrong with a whole call. `after`: the work is done, the answer lost; `half`: it breaks in the middle. */
export type CallFault = 'none' | 'throw_before' | 'throw_half' | 'throw_after' | 'silent_after'
/** What goes wrong with one delivery of it. `mute`: done but not answered; `twice`: answered twice; `contradict`: answered with two different outcomes. */
export type DeliveryFault = 'none' | 'refuse' | 'retry' | 'fail' | 'mute' | 'twice' | 'contradict'

export interface Faults {
  call(firstTouch: string, attempt: number): CallFault
  delivery(touch: string, attempt: number): DeliveryFault
}

export const noFaults: Faults = { call: () => 'none', delivery: () => 'none' }

export interface FaultRates {
  readonly call?: Partial<Record<Exclude<CallFault, 'none'>, number>>
  readonly delivery?: Partial<Record<Exclude<DeliveryFault, 'none'>, number>>
}

/** Faults by chance that replays: the same seed, touch and attempt give the same fault. Rates are shares from 0 to 1. */
export function seededFaults(seed: string, rates: FaultRates): Faults {
  return {
    call: (touch, attempt) => pick(rates.call, chanceOf(`${seed} call ${touch} ${attempt}`)) ?? 'none',
    delivery: (touch, attempt) => pick(rates.delivery, chanceOf(`${seed} delivery ${touch} ${attempt}`)) ?? 'none',
  }
}

function pick<F extends string>(rates: Partial<Record<F, number>> | undefined, chance: number): F | undefined {
  let edge = 0
  for (const [fault, rate] of Object.entries(rates ?? {}) as [F, number][]) {
    edge += rate
    if (chance < edge) return fault
  }
  return undefined
}

/** A number from 0 to 1 that depends on the text only (FNV-1a, then mixed). */
export function chanceOf(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) / 0x1_0000_0000
}
