/**
 * Stable chance: the same seed, thing and member always give the same number, and nothing has to be stored.
 * FNV-1a of the words makes a salt; two rounds of a 32-bit finaliser (multiplier 0x45d9f3b, so that it also fits 64-bit integers
 * of a database) mix it with the member's number.
 */
export function chance(seed: string, thing: string, memberId: number): number {
  const salt = fnv1a(`${seed}/${thing}`)
  const low = memberId % 0x1_0000_0000
  const high = Math.floor(memberId / 0x1_0000_0000)
  return mix((mix((low ^ salt) >>> 0) + high + salt) >>> 0) / 0x1_0000_0000
}

/** Index of the arm a member falls in, in proportion to the weights; the group as a whole is member 0. All weights 0: the first. */
export function variantOf(seed: string, stepId: string, memberId: number, weights: readonly number[]): number {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const point = chance(seed, `variant/${stepId}`, memberId) * total
  let edge = 0
  for (const [index, weight] of weights.entries()) {
    edge += weight
    if (point < edge) return index
  }
  return 0
}

/** True for the members left out of outward steps, to measure what the playbook does. `runKey` ties runs that share one hold-out. */
export function inHoldout(seed: string, runKey: string, memberId: number, percent: number): boolean {
  return chance(seed, `holdout/${runKey}`, memberId) * 100 < percent
}

/** FNV-1a, 32 bit, over the bytes of UTF-16 code units. */
export function fnv1a(words: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < words.length; index += 1) {
    const unit = words.charCodeAt(index)
    hash = Math.imul(hash ^ (unit & 0xff), 0x01000193)
    hash = Math.imul(hash ^ (unit >> 8), 0x01000193)
  }
  return hash >>> 0
}

function mix(value: number): number {
  let mixed = value
  mixed = Math.imul((mixed >>> 16) ^ mixed, 0x45d9f3b) >>> 0
  mixed = Math.imul((mixed >>> 16) ^ mixed, 0x45d9f3b) >>> 0
  return ((mixed >>> 16) ^ mixed) >>> 0
}
