import { addDays, dayOf, releaseFrom, startOfDay } from '@grove/calendar'
import type { HeldReason, TouchLimits } from '../contract/index.ts'

/** A touch that is due and would leave now. */
export interface DueTouch {
  readonly id: number
  readonly communityId: number
  /** 0: the whole group. */
  readonly memberId: number
  readonly priority: number
  /** Service messages leave whatever the limits say. */
  readonly exempt: boolean
  readonly expiresAt: Date | null
  /** Stricter limits of the playbook that asked for it. */
  readonly limits: TouchLimits | null
}

/** Touches already made to one target: today, and in the seven days that end today. */
export interface TouchTally {
  readonly day: number
  readonly week: number
}

/** A touch that is planned for later today and goes before those of lower priority: its share of the cap is kept. */
export interface LaterTouch {
  readonly priority: number
  readonly at: Date
  /** What it is of, for the words: a run of a playbook, or a manual send. */
  readonly origin: { readonly source: number; readonly runId: number }
}

/** A touch on its way, with what else may keep it: what a preview plays out. */
export interface ComingTouch extends LaterTouch {
  readonly expiresAt: Date | null
  readonly limits: TouchLimits | null
  /** A send already; the others will be one when they fall due. */
  readonly planned: boolean
}

export type TouchVerdict =
  | { readonly kind: 'go' }
  | { readonly kind: 'hold'; readonly until: Date; readonly reason: HeldReason; readonly keptFor?: LaterTouch['origin'] }
  | { readonly kind: 'expire'; readonly reason: HeldReason }

export interface LimitQuestion {
  readonly touches: readonly DueTouch[]
  readonly limits: TouchLimits
  readonly tallies: ReadonlyMap<string, TouchTally>
  /** Touches planned for later today, by target; their shares are spent only by touches of no lower priority. */
  readonly later?: ReadonlyMap<string, readonly LaterTouch[]> | undefined
  readonly now: Date
  readonly zone: string
}

/** Key of a target in the tallies: a group (posts to all) or a member (private messages, over all communities). */
export function targetKey(touch: Pick<DueTouch, 'communityId' | 'memberId'>): string {
  return touch.memberId === 0 ? `g${touch.communityId}` : `m${touch.memberId}`
}

/**
 * Which of the due touches may leave now. Higher priority first, then the order given; each that leaves uses up its target's share,
 * so a batch never goes over a cap by itself. Pure: the delivery loop and the preview both ask it.
 */
export function judgeTouches(question: LimitQuestion): Map<number, TouchVerdict> {
  const ordered = [...question.touches].sort((a, b) => Number(b.exempt) - Number(a.exempt) || b.priority - a.priority)
  const used = new Map<string, TouchTally>()
  const verdicts = new Map<number, TouchVerdict>()
  const barrierOf = barriers(question)
  for (const touch of ordered) {
    const key = targetKey(touch)
    const tally = used.get(key) ?? question.tallies.get(key) ?? { day: 0, week: 0 }
    const barrier = touch.exempt ? null : barrierOf(touch, tally, question.later?.get(key) ?? NOTHING_LATER)
    verdicts.set(touch.id, verdictOf(touch, barrier))
    if (!barrier && !touch.exempt) used.set(key, { day: tally.day + 1, week: tally.week + 1 })
  }
  return verdicts
}

const MINUTE = 60_000
const NOTHING_LATER: readonly LaterTouch[] = []

interface Barrier {
  readonly until: Date
  readonly reason: HeldReason
  readonly keptFor?: LaterTouch['origin']
}

function verdictOf(touch: DueTouch, barrier: Barrier | null): TouchVerdict {
  if (!barrier) return { kind: 'go' }
  if (touch.expiresAt && barrier.until >= touch.expiresAt) return { kind: 'expire', reason: barrier.reason }
  return { kind: 'hold', ...barrier }
}

/** Limits and times repeat over a batch, so what depends on them only is worked out once for each different set. */
function barriers(question: LimitQuestion): (touch: DueTouch, tally: TouchTally, later: readonly LaterTouch[]) => Barrier | null {
  const plans = new Map<TouchLimits | null, { merged: TouchLimits; quiet: Barrier | null; tomorrow: Date }>()
  const planOf = (own: TouchLimits | null) => {
    const known = plans.get(own)
    if (known) return known
    const windows = [question.limits.quiet, own?.quiet ?? null].filter((window) => window !== null)
    const release = firstOpen(question.now, windows, question.zone)
    const plan = {
      merged: strictest(question.limits, own),
      quiet: release > question.now ? { until: release, reason: 'quiet_hours' as const } : null,
      tomorrow: firstOpen(nextDay(question.now, question.zone), windows, question.zone),
    }
    plans.set(own, plan)
    return plan
  }
  return (touch, tally, later) => {
    const plan = planOf(touch.limits)
    if (plan.quiet) return plan.quiet
    const target = touch.memberId === 0 ? 'group' : 'member'
    const reason = capReached(target, plan.merged, tally)
    if (reason) return { until: plan.tomorrow, reason }
    return keptBy(
      touch,
      later,
      question.now,
      (shares) => capReached(target, plan.merged, { day: tally.day + shares, week: tally.week + shares }) !== null,
    )
  }
}

/** Held until the touch whose share it would take has had its turn: what is left over then is anybody's. */
function keptBy(touch: DueTouch, later: readonly LaterTouch[], now: Date, full: (shares: number) => boolean): Barrier | null {
  const before = later.filter((one) => one.priority > touch.priority)
  if (before.length === 0 || !full(before.length)) return null
  const last = before.reduce((a, b) => (b.at > a.at ? b : a))
  // One that is due by now is in the hands of its own channel: a look again in a minute.
  const until = last.at > now ? last.at : new Date(now.getTime() + MINUTE)
  return { until, reason: 'share_kept', keptFor: last.origin }
}

/**
 * What of all that is coming keeps a share from touches that would leave now: what is due later the same day, and not in quiet hours that
 * last over midnight. The delivery loop and the preview both ask it.
 */
export function keepingShares(coming: readonly LaterTouch[], question: Pick<LimitQuestion, 'limits' | 'now' | 'zone'>): LaterTouch[] {
  const windows = question.limits.quiet ? [question.limits.quiet] : []
  const tomorrow = nextDay(question.now, question.zone)
  return coming.filter((one) => one.at < tomorrow && firstOpen(one.at, windows, question.zone) < tomorrow)
}

function capReached(target: 'group' | 'member', limits: TouchLimits, tally: TouchTally): HeldReason | null {
  const cap = limits[target]
  if (cap.day !== null && tally.day >= cap.day) return `${target}_day`
  if (cap.week !== null && tally.week >= cap.week) return `${target}_week`
  return null
}

function nextDay(now: Date, zone: string): Date {
  return new Date(startOfDay(addDays(dayOf(now.getTime(), zone), 1), zone))
}

/** The first moment outside all windows. Windows that cover the whole day between them never open, so it gives up after a few rounds. */
function firstOpen(from: Date, windows: readonly NonNullable<TouchLimits['quiet']>[], zone: string): Date {
  let at = from.getTime()
  for (let round = 0; round < 6; round++) {
    const open = Math.max(at, ...windows.map((window) => releaseFrom(window, at, zone)))
    if (open === at) break
    at = open
  }
  return new Date(at)
}

/** The stricter of each cap. Quiet hours of both apply, so they are not merged here. */
export function strictest(workspace: TouchLimits, own: TouchLimits | null): TouchLimits {
  if (!own) return workspace
  const lower = (a: number | null, b: number | null) => (a === null ? b : b === null ? a : Math.min(a, b))
  return {
    quiet: workspace.quiet,
    member: { day: lower(workspace.member.day, own.member.day), week: lower(workspace.member.week, own.member.week) },
    group: { day: lower(workspace.group.day, own.group.day), week: lower(workspace.group.week, own.group.week) },
  }
}
