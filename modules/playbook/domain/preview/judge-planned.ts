import { type LocalDay, localOf, type Moment } from '@grove/calendar'
import type { TouchLimits } from '@grove/conversation/contract'
import type { ComingTouch } from '@grove/conversation/domain'
import type { PreviewItem } from '../../contract/index.ts'
import { type Outcome, playOut } from './play-out.ts'

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
export type OthersTouch = ComingTouch & { readonly name: string | null }

/** Receivers who stand alike. */
export interface Standing {
  readonly count: number
  /** What others send them, from now on. */
  readonly touches: readonly OthersTouch[]
  /** Touches they had already, by day: those of the last six days count. */
  readonly made: ReadonlyMap<LocalDay, number>
  /** In how many of the communities of a start they are: each sends them the same. */
  readonly times: number
}

/** The groups, and the members who are there now. Empty: nobody was chosen, and nothing else reaches them. */
export interface Others {
  readonly groups: readonly Standing[]
  readonly members: readonly Standing[]
}
export const NO_OTHERS: Others = { groups: [], members: [] }
const ALONE: readonly Standing[] = [{ count: 1, touches: [], made: new Map(), times: 1 }]

export interface Limits {
  readonly limits: TouchLimits
  readonly ownLimits: TouchLimits | null
  readonly zone: string
  /** Of the playbook: what goes before it keeps its share. */
  readonly priority: number
  readonly others: Others
}

/**
 * What the limits would do to the touches: the delivery played out for each receiver. Those who join later are judged by the private
 * messages of this playbook alone, those who are there now by what they had and by what others send them as well.
 */
export function judgePlanned(touches: readonly PlannedTouch[], limits: Limits): ReadonlyMap<number, Verdict> {
  const verdicts = new Map<number, Verdict>()
  for (const together of byReceiver(touches)) {
    const [{ toGroup, cohort } = { toGroup: true, cohort: 0 }] = together
    const own = toGroup ? limits.others.groups : cohort <= 1 ? limits.others.members : []
    const parts = new Map<number, (Outcome & { count: number })[]>(together.map((one) => [one.id, []]))
    for (const standing of own.length ? own : ALONE)
      for (const [id, outcome] of playOut(together, standing, limits)) parts.get(id)?.push({ ...outcome, count: standing.count })
    for (const { id, at } of together) verdicts.set(id, verdictOf(parts.get(id) ?? [], at, { zone: limits.zone, toGroup }))
  }
  return verdicts
}

function byReceiver(touches: readonly PlannedTouch[]): Iterable<readonly PlannedTouch[]> {
  const receivers = new Map<string, PlannedTouch[]>()
  for (const touch of touches) {
    const name = touch.toGroup ? 'group' : `cohort/${touch.cohort}`
    const known = receivers.get(name)
    if (known) known.push(touch)
    else receivers.set(name, [touch])
  }
  return receivers.values()
}

function verdictOf(
  parts: readonly (Outcome & { readonly count: number })[],
  due: Moment,
  { zone, toGroup }: { readonly zone: string; readonly toGroup: boolean },
): Verdict {
  const alike = new Map<string, Held & { count: number }>()
  for (const part of parts) {
    const held = heldOf(part, due, zone)
    const name = JSON.stringify([held.blockedBy, held.movedTo, held.keptFor])
    alike.set(name, { ...held, count: (alike.get(name)?.count ?? 0) + part.count })
  }
  const [one, ...more] = alike.values()
  if (one && more.length === 0) return { movedTo: one.movedTo, blockedBy: one.blockedBy, keptFor: one.keptFor, partly: [] }
  const whole = { movedTo: null, blockedBy: null, keptFor: null }
  return {
    ...whole,
    partly: [...alike.values()].flatMap((part) => (part.blockedBy === null ? [] : [{ ...part, of: toGroup ? 'groups' : 'members' }])),
  }
}

function heldOf({ leavesAt, blockedBy, keptFor }: Outcome, due: Moment, zone: string): Held {
  if (leavesAt === null || leavesAt === due) return { movedTo: null, blockedBy, keptFor }
  const { day, time } = localOf(leavesAt, zone)
  return { movedTo: { day, at: time }, blockedBy, keptFor }
}
