/** A member met, and in which line of the file. */
export interface Met {
  readonly memberId: number
  readonly line: number
}

/** Members whose numbers follow each other, met in lines that do. */
export interface MetRun {
  readonly first: number
  readonly last: number
  readonly line: number
}

/** As few runs as hold them all. */
export function runsOf(met: readonly Met[]): MetRun[] {
  const runs: { first: number; last: number; line: number }[] = []
  for (const { memberId, line } of met.toSorted((a, b) => a.memberId - b.memberId)) {
    const run = runs.at(-1)
    if (run && memberId === run.last + 1 && line === run.line + memberId - run.first) run.last = memberId
    else runs.push({ first: memberId, last: memberId, line })
  }
  return runs
}
