/** One member in one segment. */
export interface Pair {
  readonly segmentId: number
  readonly memberId: number
}
export interface Moves {
  readonly entered: readonly Pair[]
  readonly left: readonly Pair[]
}

/** Whether a member is in a segment, for pairs that were looked up. */
export function insideOf(pairs: readonly Pair[]): (segmentId: number, memberId: number) => boolean {
  const members = new Map<number, Set<number>>()
  for (const { segmentId, memberId } of pairs) members.set(segmentId, (members.get(segmentId) ?? new Set()).add(memberId))
  return (segmentId, memberId) => members.get(segmentId)?.has(memberId) ?? false
}

/** What has to change so that memberships are as the answers say; pairs nobody asked about stay as they are. */
export function movesOf(answers: Iterable<Pair & { readonly holds: boolean }>, inside: readonly Pair[]): Moves {
  const isIn = insideOf(inside)
  const entered: Pair[] = []
  const left: Pair[] = []
  for (const { segmentId, memberId, holds } of answers) {
    if (holds !== isIn(segmentId, memberId)) (holds ? entered : left).push({ segmentId, memberId })
  }
  return { entered, left }
}
