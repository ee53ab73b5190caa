/** One member in one segment. */
export interface Pair {
  readonly segmentId: number
  readonly memberId: number
}
export interface Moves {
  readonly entered: readonly Pair[]
  readonly left: readonly Pair[]
}

/** What has to change so that memberships are as the answers say; pairs nobody asked about stay as they are. */
export function movesOf(answers: readonly (Pair & { readonly holds: boolean })[], inside: readonly Pair[]): Moves {
  const isIn = new Set(inside.map(keyOf))
  return {
    entered: answers.filter((one) => one.holds && !isIn.has(keyOf(one))),
    left: answers.filter((one) => !one.holds && isIn.has(keyOf(one))),
  }
}

function keyOf({ segmentId, memberId }: Pair): string {
  return `${segmentId}/${memberId}`
}
