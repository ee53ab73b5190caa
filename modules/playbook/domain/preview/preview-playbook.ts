import {
  addDays,
  dayFacts,
  dayOf,
  daysBetween,
  localOf,
  type LocalDay,
  type Moment,
  momentOf,
  startOfDay,
  weekdayOf,
} from '@grove/calendar'
import type { TouchLimits } from '@grove/conversation/contract'
import type { Preview, PreviewItem } from '../../contract/index.ts'
import type { Act, Effect } from '../effect.ts'
import type { Plan } from '../plan.ts'
import type { Run } from '../run.ts'
import { startTrack } from '../start.ts'
import { judgePlanned, NO_OTHERS, type Others, type PlannedTouch, type Verdict } from './judge-planned.ts'
import { unconditional } from './unconditional.ts'
import { walkTrack } from './walk-track.ts'

export interface PreviewOptions {
  readonly days: number
  /** Members who are there when it starts. */
  readonly members: number
  readonly joinsPerDay: number
  /** The workspace's touch limits and the playbook's own. */
  readonly limits: TouchLimits
  readonly ownLimits: TouchLimits | null
  /** How the playbook ranks, and what others send to the group and to those who are there now. */
  readonly priority: number
  readonly others?: Others
}

/** Rows shown at most. */
const MOST_ITEMS = 20_000
/** Somebody who joins does so in the middle of the morning. */
const JOIN_TIME = '10:00'
/** Minutes a person needs: to press send, to do something for the group, to do something for one member. */
const MINUTES = { confirm: 1, group: 15, member: 4 } as const

interface Foreseen {
  readonly act: Act | null
  readonly skipped: Extract<Effect, { kind: 'skipped' }> | null
  readonly at: Moment
  readonly audience: number
  readonly track: 'community' | 'member'
  /** Which day's joiners, from 1; 0 for the group. */
  readonly cohort: number
}

/** A touch as it would leave under the house's own limits. */
export interface LeavingTouch {
  readonly at: Moment
  readonly toGroup: boolean
  /** Which day's joiners, from 1; 0 for the group. */
  readonly cohort: number
}

export interface ForeseenPreview extends Omit<Preview, 'unreached' | 'lookedAt' | 'notes'> {
  readonly leaving: readonly LeavingTouch[]
}

/** The calendar of everything a run would do: what leaves, what limits move, what needs a person, how much work it is. */
export function previewPlaybook(plan: Plan, run: Run, options: PreviewOptions): ForeseenPreview {
  const { plan: open, conditional } = unconditional(plan)
  const until = startOfDay(addDays(run.startDay, options.days), run.zone) - 1
  const size = (day: LocalDay) => Math.round(options.members + options.joinsPerDay * Math.max(0, daysBetween(run.startDay, day)))
  const foreseen = [...groupActs(open, run, until, size), ...memberActs(open, run, until, options)].sort((a, b) => a.at - b.at)
  const shown = foreseen.slice(0, MOST_ITEMS)
  const touches = shown.flatMap((one, id) => touchOf(open, one, id))
  const verdicts = judgePlanned(touches, { ...options, others: options.others ?? NO_OTHERS, zone: run.zone })
  const days = dayFrames(plan, run, options.days, size)
  const byDay = new Map(days.map((day) => [day.date, day]))
  shown.forEach((one, id) => {
    const { day, time } = localOf(one.at, run.zone)
    const item = itemOf(open, one, time, conditional)
    const verdict = verdicts.get(id)
    byDay.get(day)?.items.push(item && verdict ? { ...item, ...verdict } : item)
  })
  return {
    days,
    work: workOf(days),
    totals: {
      touches: verdicts.size,
      blocked: [...verdicts.values()].filter((verdict) => verdict.blockedBy !== null || verdict.partly.length > 0).length,
      needPerson: days.reduce((sum, day) => sum + day.items.filter((item) => item.needs !== 'system').length, 0),
    },
    cut: foreseen.length > MOST_ITEMS,
    leaving: touches.flatMap((touch) => leavingOf(touch, verdicts.get(touch.id), run.zone)),
  }
}

function leavingOf(touch: PlannedTouch, verdict: Verdict | undefined, zone: string): LeavingTouch[] {
  const { toGroup, cohort } = touch
  if (!verdict?.blockedBy) return [{ at: touch.at, toGroup, cohort }]
  return verdict.movedTo ? [{ at: momentOf(verdict.movedTo.day, verdict.movedTo.at, zone), toGroup, cohort }] : []
}

function groupActs(plan: Plan, run: Run, until: Moment, size: (day: LocalDay) => number): Foreseen[] {
  const { effects } = walkTrack(plan, run, startTrack(plan, run, 'community', run.startAt, run.startAt - 1), until, MOST_ITEMS)
  return effects.flatMap((effect) => foresee(effect, size(dayOf(timeOf(effect), run.zone)), 0))
}

/** One walk for those who are there, one for each day's joiners; all of a day stand alike. */
function memberActs(plan: Plan, run: Run, until: Moment, options: PreviewOptions): Foreseen[] {
  if (plan.tracks.member.steps.length === 0) return []
  const cohorts = Array.from({ length: options.days }, (_, index) => ({
    number: index + 1,
    at: momentOf(addDays(run.startDay, index), JOIN_TIME, run.zone),
    // A share of a person joins every day: whole people are counted as they add up.
    size: Math.floor(options.joinsPerDay * (index + 1)) - Math.floor(options.joinsPerDay * index) + (index === 0 ? options.members : 0),
  }))
  const all: Foreseen[] = []
  for (const cohort of cohorts) {
    if (cohort.size === 0 || all.length >= MOST_ITEMS) continue
    const joined = Math.max(cohort.at, run.startAt)
    const { effects } = walkTrack(plan, run, startTrack(plan, run, 'member', joined, joined), until, MOST_ITEMS)
    all.push(...effects.flatMap((effect) => foresee(effect, cohort.size, cohort.number)))
  }
  return all
}

const timeOf = (effect: Effect): Moment => (effect.kind === 'ended' ? effect.at : effect.dueAt)

function foresee(effect: Effect, audience: number, cohort: number): Foreseen[] {
  const shared = { at: timeOf(effect), audience, track: cohort > 0 ? ('member' as const) : ('community' as const), cohort }
  if (effect.kind === 'act') return [{ ...shared, act: effect, skipped: null }]
  return effect.kind === 'skipped' && effect.reason === 'holiday' ? [{ ...shared, act: null, skipped: effect }] : []
}

function touchOf(plan: Plan, one: Foreseen, id: number): PlannedTouch[] {
  const planned = one.act && plan.steps.get(one.act.step)
  if (!one.act || !planned) return []
  const outward = plan.kinds.actions.get(one.act.action.kind)?.outward ?? false
  if (!outward) return []
  const toGroup = one.act.audience === 'group' || (one.track === 'community' && one.act.audience === 'member')
  return [
    {
      id,
      at: one.at,
      expiresAt: one.act.expiresAt,
      toGroup,
      cohort: one.cohort,
      exempt: planned.step.exemptFromCaps,
    },
  ]
}

function itemOf(plan: Plan, one: Foreseen, at: string, conditional: ReadonlySet<string>): PreviewItem {
  const id = one.act?.step ?? one.skipped?.step ?? ''
  const planned = plan.steps.get(id)
  const step = planned?.step
  const kind = one.act?.action.kind ?? step?.do.kind ?? ''
  const outward = plan.kinds.actions.get(kind)?.outward ?? false
  const person = !one.act?.fallback && (planned?.person ?? false)
  return {
    step: id,
    title: step?.title ?? id,
    at,
    movedTo: null,
    blockedBy: one.skipped ? 'holiday' : null,
    keptFor: null,
    partly: [],
    kind,
    who: one.act?.who ?? step?.who ?? 'system',
    needs: !person ? 'system' : outward ? 'confirm' : 'person',
    marketing: step?.marketing ?? 'none',
    topic: step?.topic ?? null,
    track: one.track,
    audience: one.audience,
    conditional: conditional.has(id),
    fallback: one.act?.fallback ?? false,
  }
}

function dayFrames(plan: Plan, run: Run, days: number, size: (day: LocalDay) => number): Preview['days'] {
  return Array.from({ length: days }, (_, index) => {
    const date = addDays(run.startDay, index)
    const facts = dayFacts(date, plan.definition.holidays)
    return {
      date,
      weekday: weekdayOf(date),
      number: index + 1,
      holiday: facts.holiday,
      workday: facts.workday,
      members: size(date),
      items: [],
    }
  })
}

function workOf(days: Preview['days']): Preview['work'] {
  return days.flatMap(({ date, items }) => {
    const byWho = new Map<string, { tasks: number; minutes: number }>()
    for (const item of items.filter((one) => one.needs !== 'system' && one.blockedBy !== 'holiday')) {
      const who = doneBy(item)
      const sum = byWho.get(who) ?? { tasks: 0, minutes: 0 }
      const tasks = item.needs === 'person' && item.track === 'member' ? item.audience : 1
      byWho.set(who, { tasks: sum.tasks + tasks, minutes: sum.minutes + tasks * minutesOf(item) })
    }
    return [...byWho].map(([who, sum]) => ({ date, who, ...sum }))
  })
}

/** Where the system would do it but cannot, the owner does. */
export const doneBy = (item: PreviewItem): string => (item.who === 'system' ? 'owner' : item.who)

/** Minutes one task of an item takes. */
export const minutesOf = (item: PreviewItem): number =>
  item.needs === 'confirm' ? MINUTES.confirm : item.track === 'member' ? MINUTES.member : MINUTES.group
