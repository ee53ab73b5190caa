import type { DataSizes } from './sizes.ts'

/** Days of history; those who came before it are spread over as many days more as `BEFORE` says. */
export const DAYS = 180
export const BEFORE = 220

/** The numbers that the statements are made of, all from the sizes. */
export interface Shape extends DataSizes {
  /** Members who were there before the history begins. */
  readonly old: number
  /** Members who come within it: the j-th with event j × stride, into a community with the next event. */
  readonly arrivals: number
  /** Members 4, 8, 12 … leave their second community, the j-th with event j × stride + 2. */
  readonly leavers: number
  readonly stride: number
  /** Scatters the lively members over all of them. */
  readonly prime: number
}

export function shapeOf(sizes: DataSizes): Shape {
  const arrivals = Math.min(Math.floor(sizes.members * 0.45), Math.floor(sizes.events / 8))
  const old = sizes.members - arrivals
  return {
    ...sizes,
    old,
    arrivals,
    leavers: Math.min(arrivals, Math.floor(old / 4)),
    stride: Math.floor(sizes.events / arrivals),
    prime: coprime(Math.floor((old * 3) / 5), 7919),
  }
}

export interface TagShape {
  /** Members who carry it. */
  readonly carriers: number
  /** The j-th carrier is member 1 + (j × step + first) mod members: each once. */
  readonly step: number
  readonly first: number
}

/** A few tags that half of all carry, hundreds that a handful does; together exactly as many as asked. */
export function tagShapes({ members, tags, seed }: DataSizes): TagShape[] {
  if (tags === 0) return []
  const kinds = Math.min(1000, Math.max(20, Math.ceil((tags / members) * 30)))
  const most = Math.floor(members * 0.6)
  const carriersAt = (scale: number) => Array.from({ length: kinds }, (_, k) => Math.min(most, Math.floor(scale / (k + 1) ** 0.9)))
  const sum = (counts: readonly number[]) => counts.reduce((all, one) => all + one, 0)
  let [low, high] = [0, members * kinds]
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (sum(carriersAt(middle)) > tags) high = middle
    else low = middle
  }
  const counts = spread(carriersAt(low), tags - sum(carriersAt(low)), most)
  return counts.map((carriers, k) => ({
    carriers,
    step: coprime(members, Math.floor(members * (0.2 + 0.6 * ((k * 0.618 + seed * 0.37) % 1)))),
    first: (k * 104_729 + seed * 7919) % members,
  }))
}

/** What rounding left over goes to the rarest that have room. */
function spread(counts: number[], left: number, most: number): number[] {
  for (let k = counts.length - 1; k >= 0 && left > 0; k--) {
    const more = Math.min(left, most - (counts[k] ?? 0))
    counts[k] = (counts[k] ?? 0) + more
    left -= more
  }
  if (left > 0) throw new Error('more tags than members can carry')
  return counts
}

/** The first number from `from` on without a factor in common with `size`: its multiples pass through all of them. */
export function coprime(size: number, from: number): number {
  const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b))
  for (let n = from; ; n++) if (divisor(n, Math.max(1, size)) === 1) return n
}
