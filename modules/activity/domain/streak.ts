/** Longest run of rounds one after the other, and the one that reaches up to `now`; a round that is still open may be missing. */
export function streakOf(rounds: readonly number[], now: number): { readonly longest: number; readonly current: number } {
  let longest = 0
  let run = 0
  let before = 0
  for (const round of [...new Set(rounds)].toSorted((a, b) => a - b)) {
    run = round === before + 1 && before > 0 ? run + 1 : 1
    longest = Math.max(longest, run)
    before = round
  }
  return { longest, current: before >= now - 1 ? run : 0 }
}
