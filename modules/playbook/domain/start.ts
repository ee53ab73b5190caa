import { dayOf, type Moment, startOfDay, toMinute } from '@grove/calendar'
import type { Plan } from './plan.ts'
import type { Run } from './run.ts'
import { dueAfter, endOf, nextOccurrences } from './schedule.ts'
import type { Pending, Track } from './track.ts'

/**
 * A new track. The anchor is the start of the run for the group, the joining for a member. What falls due from then on is done, however
 * late it is looked at. `late`, when it is not the minute of the anchor itself: the track begins in the middle (people who joined long
 * ago, a start that was backdated), and nothing that fell due until that moment is ever done.
 */
export function startTrack(plan: Plan, run: Run, kind: Track['kind'], anchor: Moment, late?: Moment): Track {
  const anchorAt = toMinute(anchor)
  const from = late === undefined || toMinute(late) <= anchorAt ? anchorAt - 1 : late
  const track: Track = { kind, anchorAt, anchorDay: dayOf(anchor, run.zone), doneUntil: 0, pending: null, dueAt: null, state: 'active' }
  return rest(plan, run, { ...track, doneUntil: doneBefore(plan, run, track, from) })
}

/**
 * Leaves out everything due until `now`, time-anchored or pending: for a run that resumes, or moves to another version (`plan` is
 * the new one; what it does not know any more is dropped). Waits go on.
 */
export function skipTo(plan: Plan, run: Run, track: Track, now: Moment): Track {
  const pending = (track.pending ?? []).filter(
    (one) => plan.steps.get(one.step)?.step.track === track.kind && (one.k === 'mark' || one.at > now),
  )
  const doneUntil = Math.max(track.doneUntil <= now ? 0 : track.doneUntil, doneBefore(plan, run, track, now))
  return rest(plan, run, { ...track, pending: pending.length > 0 ? pending : null, doneUntil })
}

/** The track with its wake-up time, its anchor no finer than what is still to come needs, and its end when nothing is to come. */
export function rest(plan: Plan, run: Run, track: Track): Track {
  if (track.state === 'done') return { ...normalAnchor(plan, run, track), pending: null, dueAt: null }
  const anchored = normalAnchor(plan, run, track)
  const next = nextOccurrences(plan, run, anchored, anchored.doneUntil)?.at ?? Infinity
  const due = Math.min(next, ...dueTimes(anchored.pending))
  const end = endOf(plan, run)
  // The end is an act of its own, so that ending is told when it comes.
  const dueAt = Math.min(due, end ?? Infinity)
  return { ...anchored, dueAt: Number.isFinite(dueAt) ? dueAt : null }
}

/**
 * True when nothing can happen on the track any more, by time or by event. The group's own track lasts as long as the run: until its
 * end, or for good while members may still join.
 */
export function isFinished(plan: Plan, run: Run, track: Track): boolean {
  if (track.kind === 'community' && (plan.tracks.member.steps.length > 0 || endOf(plan, run) !== null)) return false
  if (dueTimes(track.pending).length > 0 || nextOccurrences(plan, run, track, track.doneUntil) !== null) return false
  const answered = new Set((track.pending ?? []).filter((one) => one.k === 'mark').map((one) => one.step))
  return plan.tracks[track.kind].triggered.every(({ step }) => 'on' in step.when && step.when.repeat === 'once' && answered.has(step.id))
}

/** Times of pending things that the clock has to look at. */
function dueTimes(pending: readonly Pending[] | null): readonly Moment[] {
  return (pending ?? []).filter((one) => one.k !== 'mark').map((one) => one.at)
}

/**
 * The last moment until `now` at which something time-anchored fell due today, else the moment before the day. Nothing falls due between
 * that and `now`, so it says the same as `now` and makes tracks equal that started at different minutes.
 */
function doneBefore(plan: Plan, run: Run, track: Track, now: Moment): Moment {
  let last = startOfDay(dayOf(now + 1, run.zone), run.zone) - 1
  for (const planned of plan.tracks[track.kind].anchored) {
    let next = dueAfter(plan, run, track, planned, last)
    while (next !== null && next.at <= now) {
      last = next.at
      next = dueAfter(plan, run, track, planned, last)
    }
  }
  return Math.min(last, now)
}

/** Minutes of joining matter only while a step counted from it is still to come; a shift of the run separates earlier and later joiners. */
function normalAnchor(plan: Plan, run: Run, track: Track): Track {
  if (track.kind === 'community') return track
  const needed =
    track.state === 'active' &&
    plan.tracks.member.anchored.some(
      (planned) => 'afterJoin' in planned.step.when && dueAfter(plan, run, track, planned, track.doneUntil) !== null,
    )
  if (needed) return track
  const shifts = run.amendments.filter((change) => change.kind === 'shift' && change.at < track.anchorAt).map((change) => change.at + 1)
  return { ...track, anchorAt: Math.max(startOfDay(track.anchorDay, run.zone), ...shifts) }
}
