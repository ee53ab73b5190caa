import { startOfDay } from '@grove/calendar'
import type { Grain, RateCell } from '../contract/index.ts'
import { nextPeriod } from '../domain/rate.ts'

/** The four rates counted straight from a history, member by member and moment by moment: what the roll-ups must come to. */
export interface HistoryFact {
  readonly at: number
  readonly id: number
  readonly communityId: number
  readonly kind: 1 | 2 | 3
  readonly value: number
}
export interface HistoryMember {
  readonly id: number
  readonly source: string
  readonly firstPaid: number | null
  readonly facts: readonly HistoryFact[]
}

interface Moment {
  readonly at: number
  readonly present: number
  readonly awake: number
  readonly tier: number
  readonly bought: boolean
}

/** Everything that is so after each moment at which something changed, in one place. */
function momentsOf(member: HistoryMember, place: number): Moment[] {
  const mine = member.facts.filter((fact) => fact.kind !== 1 || fact.communityId === place)
  if (!mine.some((fact) => fact.kind === 1)) return []
  const times = [...new Set([...mine.map((fact) => fact.at), ...(member.firstPaid === null ? [] : [member.firstPaid])])].sort(
    (a, b) => a - b,
  )
  const lastOf = (kind: number, at: number, none: number) =>
    mine
      .filter((fact) => fact.kind === kind && fact.at <= at)
      .sort((a, b) => a.at - b.at || a.id - b.id)
      .at(-1)?.value ?? none
  return times.map((at) => ({
    at,
    present: lastOf(1, at, 0),
    awake: lastOf(2, at, 0),
    tier: lastOf(3, at, 1),
    bought: member.firstPaid !== null && member.firstPaid <= at,
  }))
}

const up = (one: Moment | undefined) => one?.present === 1 && one.awake === 1
const down = (one: Moment | undefined) => one?.present === 1 && one.awake === 2
const here = (one: Moment | undefined) => one?.present === 1

/** One cell: a place, a period, and perhaps a source or a tier. */
export function directCell(
  members: readonly HistoryMember[],
  ask: {
    readonly place: number
    readonly grain: Grain
    readonly period: string
    readonly zone: string
    readonly source?: string
    readonly tier?: number
  },
): RateCell {
  const [start, end] = [startOfDay(ask.period, ask.zone), startOfDay(nextPeriod(ask.period, ask.grain), ask.zone)]
  const cell = { base: 0, unbought: 0, awake: 0, asleep: 0, came: 0, cameUnbought: 0, converted: 0, lost: 0, woken: 0 }
  for (const member of members) {
    if (ask.source !== undefined && member.source !== ask.source) continue
    const moments = momentsOf(member, ask.place)
    const before = moments.findLast((one) => one.at < start)
    const inside = moments.filter((one) => one.at >= start && one.at < end)
    const chain = [before, ...inside]
    const steps = inside.map((to, at) => ({ from: chain[at], to }))
    const ofTier = (tier: number) => ask.tier === undefined || ask.tier === tier
    const stood = here(before) && ofTier(before?.tier ?? 1)
    if (stood) cell.base++
    if (stood && !before?.bought) cell.unbought++
    if (stood && up(before)) cell.awake++
    if (stood && down(before)) cell.asleep++
    const everHere = moments.some((one) => one.at < start && here(one))
    const arrivals = steps.filter(({ from, to }) => !here(from) && here(to))
    for (const [at, { to }] of arrivals.entries()) {
      const first = at === 0 && !everHere
      const back = at === 0 && everHere && !here(before)
      if (first && ofTier(to.tier)) cell.came++
      if ((first || back) && !to.bought && ofTier(to.tier)) cell.cameUnbought++
    }
    for (const { from, to } of steps) {
      if (!here(from) || !here(to) || from?.bought || !to.bought) continue
      const arrival = arrivals.findLast((one) => one.to.at <= to.at)?.to
      const stays = arrival === undefined
      if (ofTier(stays ? (before?.tier ?? 1) : arrival.tier)) cell.converted++
    }
    const exitUp = steps.find(({ to }) => !up(to))
    if (up(before) && exitUp && exitUp.to.present !== 2 && ofTier(before?.tier ?? 1)) cell.lost++
    const exitDown = steps.find(({ to }) => !down(to))
    if (down(before) && exitDown && up(exitDown.to) && ofTier(before?.tier ?? 1)) cell.woken++
  }
  return cell
}
