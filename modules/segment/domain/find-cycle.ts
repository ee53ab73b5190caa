/** Way from `start` back to itself over "uses", first and last the same; undefined when there is none. */
export function findCycle(start: number, uses: ReadonlyMap<number, readonly number[]>): readonly number[] | undefined {
  const seen = new Set<number>()
  const walk = (at: number, way: readonly number[]): readonly number[] | undefined => {
    for (const next of uses.get(at) ?? []) {
      if (next === start) return [...way, next]
      if (seen.has(next)) continue
      seen.add(next)
      const found = walk(next, [...way, next])
      if (found) return found
    }
    return undefined
  }
  return walk(start, [start])
}
