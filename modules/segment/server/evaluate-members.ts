import { evaluate, factsOf } from '@grove/condition-kit/contract'
import { conditionKindsOf, loadFacts } from '@grove/condition-kit/server'
import type { Ctx } from '@grove/kernel/server'
import type { Pair } from '../domain/moves.ts'
import type { LiveSegment } from './store.ts'

/** Only customers are ever in a live segment. */
export const KIND_FACT = 'member.kind'

/** Members whose facts are in memory at once. */
export const SLICE = 1000

/**
 * Answers each segment for its members. The facts of a slice of members are loaded once for all segments, in a number of statements that
 * does not grow with either; what remains is pure.
 */
export async function evaluateMembers(
  ctx: Ctx,
  asked: readonly { readonly segment: LiveSegment; readonly memberIds: ReadonlySet<number> }[],
): Promise<readonly (Pair & { readonly holds: boolean })[]> {
  const kinds = conditionKindsOf(ctx.app)
  const keys = [...new Set([KIND_FACT, ...asked.flatMap(({ segment }) => factsOf(segment.condition, kinds))])]
  const everybody = [...new Set(asked.flatMap(({ memberIds }) => [...memberIds]))].toSorted((a, b) => a - b)
  const slices = Array.from({ length: Math.ceil(everybody.length / SLICE) }, (_, at) => everybody.slice(at * SLICE, (at + 1) * SLICE))
  const answers: (Pair & { holds: boolean })[] = []
  for (const slice of slices) {
    const facts = await loadFacts(ctx, { communityId: 0, memberIds: slice, keys, runStartAt: null })
    for (const { segment, memberIds } of asked) {
      for (const memberId of slice) {
        if (!memberIds.has(memberId)) continue
        const known = facts.get(memberId) ?? {}
        answers.push({ segmentId: segment.id, memberId, holds: known[KIND_FACT] === 'member' && evaluate(segment.condition, known, kinds) })
      }
    }
  }
  return answers
}
