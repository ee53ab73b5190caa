import type { Moment } from '@grove/calendar'
import type { MigrationNote } from '../contract/index.ts'
import type { Plan, PlannedStep } from './plan.ts'
import { isRecurring } from './recurrence.ts'
import type { Run } from './run.ts'
import { dueAfter } from './schedule.ts'
import { rest, skipTo } from './start.ts'
import { sortPending, type Track } from './track.ts'

/**
 * A track moved to another version of its playbook. Nothing that is past due there is ever done; a step the old version has done is not
 * done again, also when the new one has it later; waits go on where their step still exists.
 */
export function migrateTrack(from: Plan, to: Plan, run: Run, track: Track, now: Moment): Track {
  if (track.state === 'done') return track
  const marks = repeated(from, to, run, track, now).map((planned) => ({ k: 'mark' as const, step: planned.step.id, occ: 0, at: 0 }))
  const moved = skipTo(to, run, track, now)
  const known = new Set(marks.map((mark) => mark.step))
  const others = (moved.pending ?? []).filter((one) => one.k !== 'mark' || !known.has(one.step))
  return rest(to, run, { ...moved, pending: sortPending([...others, ...marks]) })
}

/** What the move means for running tracks, equal ones given together with their number (the group's own track counts 0). Nothing changes. */
export function migrationPreview(
  from: Plan,
  to: Plan,
  run: Run,
  tracks: readonly { readonly track: Track; readonly members: number }[],
  now: Moment,
): readonly MigrationNote[] {
  const notes = new Map<string, MigrationNote>()
  const note = (what: MigrationNote['what'], step: PlannedStep | undefined, members: number) => {
    if (!step) return
    const key = `${what} ${step.step.id}`
    notes.set(key, { step: step.step.id, title: step.step.title, what, members: (notes.get(key)?.members ?? 0) + members })
  }
  for (const { track, members } of tracks) {
    if (track.state === 'done') continue
    for (const planned of pastDue(from, to, run, track, now)) note('past_due', planned, members)
    for (const planned of repeated(from, to, run, track, now)) note('done_before', planned, members)
    for (const one of track.pending ?? []) {
      if (one.k === 'mark') continue
      const gone = to.steps.get(one.step)?.step.track !== track.kind
      if (gone) note('dropped', from.steps.get(one.step), members)
      else if (one.at <= now) note('overdue', to.steps.get(one.step), members)
    }
  }
  return [...notes.values()]
}

/** Steps that happen once, are over in the new version, and were not done in the old one. */
function pastDue(from: Plan, to: Plan, run: Run, track: Track, now: Moment): readonly PlannedStep[] {
  return to.tracks[track.kind].anchored.filter((planned) => {
    const due = onceDue(to, run, track, planned)
    if (due === null || due > now) return false
    const before = from.steps.get(planned.step.id)
    const was = before?.step.track === track.kind ? onceDue(from, run, track, before) : null
    return was === null ? !before : was > track.doneUntil
  })
}

/** Steps that happen once, were done in the old version, and are still to come in the new one. */
function repeated(from: Plan, to: Plan, run: Run, track: Track, now: Moment): readonly PlannedStep[] {
  return to.tracks[track.kind].anchored.filter((planned) => {
    const before = from.steps.get(planned.step.id)
    if (!before || before.step.track !== track.kind) return false
    const [was, due] = [onceDue(from, run, track, before), onceDue(to, run, track, planned)]
    return was !== null && due !== null && was <= track.doneUntil && due > Math.max(now, track.doneUntil)
  })
}

function onceDue(plan: Plan, run: Run, track: Track, planned: PlannedStep): Moment | null {
  if (isRecurring(planned.step.when) || 'on' in planned.step.when || 'after' in planned.step.when) return null
  return dueAfter(plan, run, track, planned, -Infinity)?.at ?? null
}
