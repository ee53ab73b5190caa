/** 32 bits of a text, well mixed (FNV-1a with a finisher). */
export function hash32(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return mix(hash)
}

/** A number that follows another one in no visible way. */
export function mix(value: number): number {
  let hash = value | 0
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

/** Draws of one stream: the same seed and stream always give the same sequence, whatever other streams do. */
export interface Dice {
  /** In [0, 1). */
  next(): number
  /** Whole number in [0, below). */
  below(below: number): number
  pick<T>(list: readonly T[]): T
  chance(probability: number): boolean
}

/** State lives in `place`, so that a snapshot of the world continues where it was. */
export function diceOf(seed: string, stream: string, place: { drawn: Record<string, number> }): Dice {
  const base = hash32(`${seed}/${stream}`)
  const next = () => {
    const count = (place.drawn[stream] = (place.drawn[stream] ?? 0) + 1)
    return mix(base + Math.imul(count, 0x9e3779b1)) / 4294967296
  }
  return {
    next,
    below: (below) => Math.floor(next() * below),
    pick: <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T,
    chance: (probability) => probability > 0 && next() < probability,
  }
}
