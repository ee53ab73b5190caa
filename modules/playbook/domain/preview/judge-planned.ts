import { addDays, dayOf, type LocalDay, localOf, type Moment } from '@grove/calendar'
import type { TouchLimits } from '@grove/conversation/contract'
import { judgeTouches, type TouchTally } from '@grove/conversation/domain'
import type { Preview } from '../../contract/index.ts'

/** A touch that a preview foresees. `cohort`: members who joined together and get the same; 0 for the group. */
export interface PlannedTouch {
  readonly id: number
  readonly at: Moment
  readonly expiresAt: Moment
  readonly toGroup: boolean
  readonly cohort: number
  readonly exempt: boolean
}

export type Verdict = Pick<Preview['days'][number]['items'][number], 'movedTo' | 'blockedBy'>

interface Limits {
  readonly limits: TouchLimits
  readonly ownLimits: TouchLimits | null
  readonly zone: string
  readonly otherPosts?: ReadonlyMap<LocalDay, number>
}

/**
 * What the limits would do to the touches, in the order of time: the delivery's own rule, asked once a touch. A member of a cohort is
 * judged by the private messages of the cohort alone.
 */
export function judgePlanned(touches: readonly PlannedTouch[], limits: Limits): ReadonlyMap<number, Verdict> {
  const tallies = new Map<string, Map<LocalDay, number>>()
  const verdicts = new Map<number, Verdict>()
  for (const touch of [...touches].sort((a, b) => a.at - b.at)) {
    const name = touch.toGroup ? 'group' : `cohort/${touch.cohort}`
    const made = tallies.get(name) ?? new Map(touch.toGroup ? limits.otherPosts : [])
    tallies.set(name, made)
    const verdict = judge(touch, made, limits)
    const left = verdict.movedTo?.day ?? (verdict.blockedBy === null ? dayOf(touch.at, limits.zone) : null)
    if (left !== null && !touch.exempt) made.set(left, (made.get(left) ?? 0) + 1)
    verdicts.set(touch.id, verdict)
  }
  return verdicts
}

function judge(touch: PlannedTouch, made: ReadonlyMap<LocalDay, number>, { limits, ownLimits, zone }: Limits): Verdict {
  const memberId = touch.toGroup ? 0 : 1
  const answer = judgeTouches({
    touches: [
      { id: 1, communityId: 1, memberId, priority: 0, exempt: touch.exempt, expiresAt: new Date(touch.expiresAt), limits: ownLimits },
    ],
    limits,
    tallies: new Map([[memberId === 0 ? 'g1' : 'm1', tallyOn(made, dayOf(touch.at, zone))]]),
    now: new Date(touch.at),
    zone,
  }).get(1)
  if (!answer || answer.kind === 'go') return { movedTo: null, blockedBy: null }
  const blockedBy = answer.reason as NonNullable<Verdict['blockedBy']>
  if (answer.kind === 'expire') return { movedTo: null, blockedBy }
  const { day, time } = localOf(answer.until.getTime(), zone)
  return { movedTo: { day, at: time }, blockedBy }
}

function tallyOn(made: ReadonlyMap<LocalDay, number>, day: LocalDay): TouchTally {
  const week = Array.from({ length: 7 }, (_, back) => made.get(addDays(day, -back)) ?? 0)
  return { day: week[0] ?? 0, week: week.reduce((sum, n) => sum + n, 0) }
}
