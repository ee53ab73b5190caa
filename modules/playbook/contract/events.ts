import { eventKind, id } from '@grove/kernel/contract'
import { z } from 'zod'

export const playbookPublished = eventKind('playbook.published', z.object({ playbookId: id, version: z.number().int() }))

const run = z.object({ playbookId: id, versionId: id })
export const runStarted = eventKind('run.started', run)
export const runPaused = eventKind('run.paused', run)
export const runResumed = eventKind('run.resumed', run)
export const runAmended = eventKind('run.amended', run.extend({ change: z.string() }))
export const runMigrated = eventKind('run.migrated', run.extend({ fromVersionId: id }))
export const runEnded = eventKind('run.ended', run.extend({ how: z.enum(['stopped', 'done']), reason: z.string() }))

/** One step at one moment, for the whole group or for `members` of them. */
const step = z.object({ stepId: id, step: z.string(), occurrence: z.number(), members: z.number().int() })
export const stepActed = eventKind('run.step_acted', step.extend({ variant: z.string().nullable() }))
export const stepMissed = eventKind('run.step_missed', step.extend({ policy: z.string(), dueAt: z.string() }))
export const stepSkipped = eventKind('run.step_skipped', step.extend({ reason: z.string() }))
/** A member's track came to its end, by a stop rule or by leaving. */
export const trackEnded = eventKind('run.track_ended', z.object({ reason: z.string(), members: z.number().int() }))

export const playbookEvents = [
  playbookPublished,
  runStarted,
  runPaused,
  runResumed,
  runAmended,
  runMigrated,
  runEnded,
  stepActed,
  stepMissed,
  stepSkipped,
  trackEnded,
] as const
