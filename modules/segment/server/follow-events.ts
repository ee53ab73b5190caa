import { type Ctx, reader, type StoredEvent } from '@grove/kernel/server'
import { lookAgain } from './apply-moves.ts'
import { passGateIfHeard, segmentsHearing } from './store.ts'
import { testersOf } from './testers.ts'

/** Looks again at the members that events name, for the segments whose condition hears of such events. */
export const followEvents = reader({ name: 'segment', kinds: 'all', batch: 2000, handle: follow })

async function follow(ctx: Ctx, events: readonly StoredEvent[]): Promise<void> {
  const byKind = new Map<string, Set<number>>()
  for (const { kind, memberId } of events) {
    if (memberId === null) continue
    byKind.set(kind, (byKind.get(kind) ?? new Set()).add(memberId))
  }
  if (byKind.size === 0) return
  if (!(await passGateIfHeard(ctx, [...byKind.keys()]))) return
  const segments = await segmentsHearing(ctx, [...byKind.keys()])
  const testers = await testersOf(ctx, segments)
  const asked = segments.map((segment) => ({
    segment,
    memberIds: unionOf((testers.get(segment.id)?.events ?? []).map((kind) => byKind.get(kind))),
  }))
  await lookAgain(ctx, asked, 'event')
}

/** One kind is most often all that a segment hears of: its set is taken as it is. */
function unionOf(sets: readonly (ReadonlySet<number> | undefined)[]): ReadonlySet<number> {
  const filled = sets.filter((one) => one !== undefined)
  const [first] = filled
  return filled.length === 1 && first ? first : new Set(filled.flatMap((one) => [...one]))
}
