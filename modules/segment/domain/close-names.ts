/** The names most like one that is none, best first; a slip of a letter or a plural finds the one that was meant. */
export function closeNames(wrong: string, names: readonly string[], most = 3): string[] {
  const own = pairsOf(wrong)
  return names
    .map((name) => ({ name, like: likeness(own, pairsOf(name)) }))
    .filter((one) => one.like >= 0.2)
    .toSorted((a, b) => b.like - a.like || (a.name < b.name ? -1 : 1))
    .slice(0, most)
    .map((one) => one.name)
}

function pairsOf(text: string): ReadonlySet<string> {
  return new Set(Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => text.slice(at, at + 2)))
}

function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const shared = [...a].filter((one) => b.has(one)).length
  return (2 * shared) / Math.max(1, a.size + b.size)
}
