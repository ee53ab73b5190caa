import { addDays, dayOf, type LocalDay, type Moment, startOfDay } from '@grove/calendar'
import { type ComingTouch, type DueTouch, judgeTouches, keepingShares, type TouchTally } from '@grove/conversation/domain'
import type { PreviewItem } from '../../contract/index.ts'
import type { Limits, OthersTouch, PlannedTouch, Standing } from './judge-planned.ts'

/** What becomes of one touch: when it leaves, and what held it back first. */
export interface Outcome {
  readonly leavesAt: Moment | null
  readonly blockedBy: PreviewItem['blockedBy']
  readonly keptFor: string | null
}

/** A touch is held anew where it is let go to; more than a few times is a limit that never opens. */
const ROUNDS = 8

interface Waiting {
  readonly due: DueTouch
  /** Of the playbook that is previewed: the touch it is. */
  readonly own: number | null
  readonly asOther: ComingTouch
  at: Moment
  rounds: number
  first: Pick<Outcome, 'blockedBy' | 'keptFor'> | null
}

/**
 * The delivery played out for one receiver: all that comes to them, of this playbook and of others, in the order of time; what is held is
 * judged again when it is let go, beside what is due by then. Answers each touch of this playbook, once for each time it comes.
 */
export function playOut(touches: readonly PlannedTouch[], standing: Standing, limits: Limits): readonly (readonly [number, Outcome])[] {
  const queue = waitingOf(touches, standing, limits)
  const made = new Map(standing.made)
  const outcomes: [number, Outcome][] = []
  const told = (one: Waiting, leavesAt: Moment | null) => {
    if (one.own !== null) outcomes.push([one.own, { leavesAt, ...(one.first ?? { blockedBy: null, keptFor: null }) }])
  }
  for (let head = 0; head < queue.length; ) {
    const at = (queue[head] as Waiting).at
    const batch: Waiting[] = []
    while (queue[head]?.at === at) batch.push(queue[head++] as Waiting)
    const verdicts = ask(batch, queue.slice(head, endOfDay(queue, head, at, limits.zone)), tallyOn(made, dayOf(at, limits.zone)), limits)
    for (const one of batch) {
      const verdict = verdicts.get(one.due.id) ?? { kind: 'go' as const }
      if (verdict.kind === 'go') {
        const day = dayOf(at, limits.zone)
        if (!one.due.exempt) made.set(day, (made.get(day) ?? 0) + 1)
        told(one, at)
        continue
      }
      one.first ??= {
        blockedBy: verdict.reason as Outcome['blockedBy'],
        keptFor: verdict.kind === 'hold' ? nameOf(standing, verdict.keptFor?.runId) : null,
      }
      if (verdict.kind === 'expire' || ++one.rounds >= ROUNDS) told(one, null)
      else putBack(queue, head, one, verdict.until.getTime())
    }
  }
  return outcomes
}

function waitingOf(touches: readonly PlannedTouch[], standing: Standing, { priority, ownLimits }: Limits): Waiting[] {
  const memberId = touches[0]?.toGroup === false ? 1 : 0
  const own = touches.flatMap((touch) => {
    const asOther = {
      priority,
      at: new Date(touch.at),
      expiresAt: new Date(touch.expiresAt),
      limits: ownLimits,
      planned: false,
      origin: OWN,
    }
    return Array.from({ length: standing.times }, () => ({ touch, asOther }))
  })
  const all = [...standing.touches.map((asOther) => ({ touch: null, asOther })), ...own]
  return all
    .sort(byPlanning)
    .map(({ touch, asOther }, id) => {
      const { priority: rank, expiresAt, limits } = asOther
      const due = { id, communityId: 1, memberId, exempt: touch?.exempt ?? false, priority: rank, expiresAt, limits }
      return { due, own: touch?.id ?? null, asOther, at: asOther.at.getTime(), rounds: 0, first: null }
    })
    .sort((a, b) => a.at - b.at || a.due.id - b.due.id)
}

/** In the order in which they become sends: where several are let go at once, the first of them goes first. */
const byPlanning = (a: { readonly asOther: ComingTouch }, b: { readonly asOther: ComingTouch }) =>
  Number(b.asOther.planned) - Number(a.asOther.planned) || a.asOther.at.getTime() - b.asOther.at.getTime()

const OWN: ComingTouch['origin'] = { source: 0, runId: -1 }

function ask(batch: readonly Waiting[], coming: readonly Waiting[], tally: TouchTally, { limits, zone }: Limits) {
  const key = batch[0]?.due.memberId === 0 ? 'g1' : 'm1'
  const now = new Date((batch[0] as Waiting).at)
  const later = coming.flatMap((one) => (one.due.exempt ? [] : [{ ...one.asOther, at: new Date(one.at) }]))
  return judgeTouches({
    touches: batch.map((one) => one.due),
    limits,
    tallies: new Map([[key, tally]]),
    later: new Map([[key, keepingShares(later, { limits, now, zone })]]),
    now,
    zone,
  })
}

/** Behind the last of the queue that is due on the day of a moment. */
function endOfDay(queue: readonly Waiting[], from: number, at: Moment, zone: string): number {
  const tomorrow = startOfDay(addDays(dayOf(at, zone), 1), zone)
  let end = from
  while (end < queue.length && (queue[end] as Waiting).at < tomorrow) end++
  return end
}

function putBack(queue: Waiting[], head: number, one: Waiting, until: Moment): void {
  one.at = until
  let place = head
  while (place < queue.length && precedes(queue[place] as Waiting, one)) place++
  queue.splice(place, 0, one)
}

const precedes = (a: Waiting, b: Waiting) => a.at < b.at || (a.at === b.at && a.due.id < b.due.id)

const nameOf = ({ touches }: Standing, runId: number | undefined): string | null =>
  (touches as readonly OthersTouch[]).find((one) => one.origin.runId === runId)?.name ?? null

function tallyOn(made: ReadonlyMap<LocalDay, number>, today: LocalDay): TouchTally {
  const since = addDays(today, -6)
  let week = 0
  for (const [on, n] of made) if (on >= since && on <= today) week += n
  return { day: made.get(today) ?? 0, week }
}
