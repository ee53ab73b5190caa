import type { OwnerLoad, Preview, PreviewItem } from '../contract/index.ts'
import { doneBy, minutesOf } from './preview/index.ts'

type Foreseen = Omit<Preview, 'unreached' | 'lookedAt' | 'notes'>

/** States of a community in which a method can be put to work. */
export const READY_STATES: readonly string[] = ['planned', 'recruiting', 'active', 'cooling']

/** What is known of a community that a playbook is to start in. */
export interface Candidate {
  readonly id: number
  readonly name: string
  readonly type: string
  readonly state: string
  readonly members: number
  readonly ownerStaffId: number | null
  readonly ownerName: string | null
  /** A run of the same playbook that is at work there. */
  readonly runningId: number | null
}

export type Refusal =
  | { readonly code: 'run.community_not_running'; readonly data: { readonly state: string } }
  | { readonly code: 'run.type_does_not_suit'; readonly data: { readonly type: string; readonly suited: string[] } }
  | { readonly code: 'run.already_running'; readonly data: { readonly runId: number } }

/** Why a playbook for these types does not start there; null when it does. `twice`: a second run beside another is meant. */
export function refusalOf(candidate: Candidate, suited: readonly string[], twice: boolean): Refusal | null {
  const { state, type, runningId } = candidate
  if (!READY_STATES.includes(state)) return { code: 'run.community_not_running', data: { state } }
  if (!suited.includes(type)) return { code: 'run.type_does_not_suit', data: { type, suited: [...suited] } }
  return runningId !== null && !twice ? { code: 'run.already_running', data: { runId: runningId } } : null
}

/** The preview of one community that has the members of all, made that of all: each of them does on its own what the one does. */
export function overAll(one: Foreseen, groups: number): Foreseen {
  const { touches, blocked, needPerson } = one.totals
  const items = one.days.flatMap(({ date, items: all }) => all.map((item) => ({ ...item, date })))
  const work = one.work.map(({ date, who }) => ({
    date,
    who,
    ...workOf(
      items.filter((item) => item.date === date),
      who,
      groups,
      1,
    ),
  }))
  return { ...one, work, totals: { touches: touches * groups, blocked: blocked * groups, needPerson: needPerson * groups } }
}

/** What falls to each owner, the busiest first; communities without one stand together. */
export function ownerLoads(one: Foreseen, candidates: readonly Candidate[]): OwnerLoad[] {
  const all = candidates.reduce((sum, { members }) => sum + members, 0)
  const byOwner = new Map<number | null, Candidate[]>()
  for (const candidate of candidates) byOwner.set(candidate.ownerStaffId, [...(byOwner.get(candidate.ownerStaffId) ?? []), candidate])
  const loads = [...byOwner].map(([staffId, own]): OwnerLoad => {
    const members = own.reduce((sum, candidate) => sum + candidate.members, 0)
    const days = one.days.map(({ date, items }) => ({ date, ...workOf(items, 'owner', own.length, all === 0 ? 0 : members / all) }))
    const busiest = days.reduce((most, day) => (day.minutes > most.minutes ? day : most), { date: '', tasks: 0, minutes: 0 })
    return {
      staffId,
      name: own[0]?.ownerName ?? null,
      communities: own.length,
      members,
      tasks: days.reduce((sum, day) => sum + day.tasks, 0),
      busiest: busiest.tasks > 0 ? busiest : null,
    }
  })
  return loads.sort((a, b) => (b.busiest?.minutes ?? 0) - (a.busiest?.minutes ?? 0) || (a.staffId ?? 0) - (b.staffId ?? 0))
}

/** Tasks of a kind of person: one for each group, or one for each member where each is spoken to by hand. */
function workOf(items: readonly PreviewItem[], who: string, groups: number, share: number): { tasks: number; minutes: number } {
  const own = items.filter((item) => item.needs !== 'system' && item.blockedBy !== 'holiday' && doneBy(item) === who)
  const counts = own.map((item) => {
    const tasks = item.needs === 'person' && item.track === 'member' ? Math.round(item.audience * share) : groups
    return { tasks, minutes: tasks * minutesOf(item) }
  })
  return counts.reduce((sum, one) => ({ tasks: sum.tasks + one.tasks, minutes: sum.minutes + one.minutes }), { tasks: 0, minutes: 0 })
}
