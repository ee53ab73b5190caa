import { addDays, dayOf, type LocalDay, localOf, type Moment } from '@grove/calendar'
import type { TouchLimits } from '@grove/conversation/contract'
import { judgeTouches, keepingShares, type LaterTouch, type TouchTally } from '@grove/conversation/domain'
import type { PreviewItem } from '../../contract/index.ts'

/** A touch that a preview foresees. `cohort`: members who joined together and get the same; 0 for the group. */
export interface PlannedTouch {
  readonly id: number
  readonly at: Moment
  readonly expiresAt: Moment
  readonly toGroup: boolean
  readonly cohort: number
  readonly exempt: boolean
}

type Held = Pick<PreviewItem, 'movedTo' | 'blockedBy' | 'keptFor'>
export type Verdict = Pick<PreviewItem, 'movedTo' | 'blockedBy' | 'keptFor' | 'partly'>

/** A touch of others that is on its way; `name` is the playbook's, null for a manual send. */
export type OthersTouch = LaterTouch & { readonly name: string | null }

/** What others send: to the group, and to those who are there now, folded where it is alike. */
export interface Others {
  readonly group: readonly OthersTouch[]
  readonly members: readonly { readonly count: number; readonly touches: readonly OthersTouch[] }[]
}
export const NO_OTHERS: Others = { group: [], members: [] }

export interface Limits {
  readonly limits: TouchLimits
  readonly ownLimits: TouchLimits | null
  readonly zone: string
  /** Of the playbook: what goes before it keeps its share. */
  readonly priority: number
  readonly others: Others
}

/** One target, or several that stand alike: what it got of this playbook, and what it gets of others. */
interface Receiver {
  readonly count: number
  readonly others: readonly (OthersTouch & { readonly day: LocalDay })[]
  readonly made: Map<LocalDay, number>
}

/** A touch is held anew where it is let go to; more than a few times is a limit that never opens. */
const ROUNDS = 8

/**
 * What the limits would do to the touches, in the order of time: the delivery's own rule, asked once a touch and receiver. Those who join
 * later are judged by the private messages of this playbook alone, those who are there now by what others send them as well.
 */
export function judgePlanned(touches: readonly PlannedTouch[], limits: Limits): ReadonlyMap<number, Verdict> {
  const receivers = new Map<string, Receiver[]>()
  const verdicts = new Map<number, Verdict>()
  for (const touch of [...touches].sort((a, b) => a.at - b.at)) {
    const name = touch.toGroup ? 'group' : `cohort/${touch.cohort}`
    const own = receivers.get(name) ?? receiversOf(touch, limits)
    receivers.set(name, own)
    const parts = own.map((receiver) => ({ members: receiver.count, ...judge(touch, receiver, limits) }))
    verdicts.set(touch.id, together(parts))
  }
  return verdicts
}

function receiversOf(touch: PlannedTouch, { others: { group, members }, zone }: Limits): Receiver[] {
  const receiver = (count: number, touches: readonly OthersTouch[]): Receiver => ({
    count,
    others: touches.map((one) => ({ ...one, day: dayOf(one.at.getTime(), zone) })),
    made: new Map(),
  })
  if (touch.toGroup) return [receiver(1, group)]
  const apart = touch.cohort <= 1 ? members : []
  return apart.length === 0 ? [receiver(1, [])] : apart.map(({ count, touches }) => receiver(count, touches))
}

function together(parts: readonly (Held & { readonly members: number })[]): Verdict {
  const groups = new Map<string, Held & { members: number }>()
  for (const { members, ...held } of parts) {
    const name = JSON.stringify([held.blockedBy, held.movedTo, held.keptFor])
    groups.set(name, { ...held, members: (groups.get(name)?.members ?? 0) + members })
  }
  const [one, ...more] = groups.values()
  if (one && more.length === 0) return { movedTo: one.movedTo, blockedBy: one.blockedBy, keptFor: one.keptFor, partly: [] }
  return { movedTo: null, blockedBy: null, keptFor: null, partly: [...groups.values()].filter((part) => part.blockedBy !== null) }
}

function judge(touch: PlannedTouch, receiver: Receiver, limits: Limits): Held {
  let at = touch.at
  let first: Pick<Held, 'blockedBy' | 'keptFor'> | null = null
  for (let round = 0; round < ROUNDS; round++) {
    const verdict = ask(touch, at, receiver, limits)
    if (verdict.kind === 'go') {
      const { day, time } = localOf(at, limits.zone)
      if (!touch.exempt) receiver.made.set(day, (receiver.made.get(day) ?? 0) + 1)
      return first ? { movedTo: { day, at: time }, ...first } : { movedTo: null, blockedBy: null, keptFor: null }
    }
    const blockedBy = verdict.reason as NonNullable<Held['blockedBy']>
    first ??= { blockedBy, keptFor: verdict.kind === 'hold' && verdict.keptFor ? nameOf(receiver, verdict.keptFor.runId) : null }
    if (verdict.kind === 'expire') break
    at = verdict.until.getTime()
  }
  return { movedTo: null, ...(first ?? { blockedBy: null, keptFor: null }) }
}

const nameOf = ({ others }: Receiver, runId: number) => others.find((one) => one.origin.runId === runId)?.name ?? null

function ask(touch: PlannedTouch, at: Moment, receiver: Receiver, { limits, ownLimits, zone, priority }: Limits) {
  const now = new Date(at)
  const memberId = touch.toGroup ? 0 : 1
  const key = memberId === 0 ? 'g1' : 'm1'
  const coming = receiver.others.filter((one) => one.at > now)
  const verdicts = judgeTouches({
    touches: [{ id: 1, communityId: 1, memberId, priority, exempt: touch.exempt, expiresAt: new Date(touch.expiresAt), limits: ownLimits }],
    limits,
    tallies: new Map([[key, tallyOn(receiver, now, { zone, priority })]]),
    later: new Map([[key, keepingShares(coming, { limits, now, zone })]]),
    now,
    zone,
  })
  return verdicts.get(1) ?? { kind: 'go' as const }
}

/** What others send by then at this priority or above has taken its share; the lower ones leave theirs to this. */
function tallyOn({ made, others }: Receiver, now: Date, { zone, priority }: Pick<Limits, 'zone' | 'priority'>): TouchTally {
  const today = dayOf(now.getTime(), zone)
  const since = addDays(today, -6)
  let [day, week] = [0, 0]
  const count = (on: LocalDay, n: number) => {
    if (on === today) day += n
    if (on >= since && on <= today) week += n
  }
  for (const [on, n] of made) count(on, n)
  for (const one of others) if (one.at <= now && one.priority >= priority) count(one.day, 1)
  return { day, week }
}
