/** The name most like `wrong`, when one is near enough to be meant. */
export function nearest(wrong: string, names: Iterable<string>): string | undefined {
  let best: string | undefined
  let least = Math.min(Math.max(1, Math.floor(wrong.length / 2)) + 1, wrong.length)
  for (const name of names) {
    // `tuesday` means `tue`, whatever the letters in between.
    if (name.length >= 3 && wrong.toLowerCase().startsWith(name.toLowerCase())) return name
    const far = distance(wrong.toLowerCase(), name.toLowerCase())
    if (far < least) {
      least = far
      best = name
    }
  }
  return best
}

/** Letters to insert, drop, replace or swap with their neighbour to get from one word to the other. */
export function distance(from: string, to: string): number {
  let before: number[] = []
  let above = Array.from({ length: to.length + 1 }, (_, column) => column)
  for (let row = 1; row <= from.length; row += 1) {
    const line = [row]
    for (let column = 1; column <= to.length; column += 1) {
      const same = from[row - 1] === to[column - 1]
      let cost = Math.min((above[column] ?? 0) + 1, (line[column - 1] ?? 0) + 1, (above[column - 1] ?? 0) + (same ? 0 : 1))
      const swapped = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]
      if (swapped) cost = Math.min(cost, (before[column - 2] ?? 0) + 1)
      line.push(cost)
    }
    before = above
    above = line
  }
  return above[to.length] ?? 0
}
