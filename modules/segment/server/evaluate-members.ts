import { loadFacts } from '@grove/condition-kit/server'
import type { Ctx } from '@grove/kernel/server'
import { insideOf, type Moves, type Pair } from '../domain/moves.ts'
import { insideNow } from './store-member.ts'
import { testersOf } from './testers.ts'

/** Only customers are ever in a live segment. */
export const KIND_FACT = 'member.kind'

/** Members whose facts are in memory at once. */
export const SLICE = 1000

/** A segment, and the members to look at for it. */
export interface Look {
  readonly segment: { readonly id: number; readonly version: number }
  readonly memberIds: ReadonlySet<number>
}

/**
 * Who turned, of the members of each segment. The facts of a slice of members are loaded once for all segments, in a number of statements that
 * does not grow with either; what remains is pure.
 */
export async function turnedOf(ctx: Ctx, looks: readonly Look[]): Promise<Moves> {
  const testers = await testersOf(
    ctx,
    looks.map(({ segment }) => segment),
  )
  const keys = [...new Set([KIND_FACT, ...[...testers.values()].flatMap((one) => one.facts)])]
  const everybody = [...new Set(looks.flatMap(({ memberIds }) => [...memberIds]))].toSorted((a, b) => a - b)
  const slices = Array.from({ length: Math.ceil(everybody.length / SLICE) }, (_, at) => everybody.slice(at * SLICE, (at + 1) * SLICE))
  const [entered, left]: [Pair[], Pair[]] = [[], []]
  for (const slice of slices) {
    const facts = await loadFacts(ctx, { communityId: 0, memberIds: slice, keys, runStartAt: null })
    const isIn = insideOf(
      await insideNow(
        ctx,
        looks.map(({ segment }) => segment.id),
        slice,
      ),
    )
    for (const { segment, memberIds } of looks) {
      const tester = testers.get(segment.id)
      for (const memberId of slice) {
        if (!memberIds.has(memberId)) continue
        const known = facts.get(memberId) ?? {}
        const holds = known[KIND_FACT] === 'member' && (tester?.holds(known) ?? false)
        if (holds !== isIn(segment.id, memberId)) (holds ? entered : left).push({ segmentId: segment.id, memberId })
      }
    }
  }
  return { entered, left }
}
