import { eventKind, id } from '@grove/kernel/contract'
import { text } from '@grove/playbook-kit/contract'
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
const step = z.object({ stepId: id, step: z.string(), title: text, occurrence: z.number(), members: z.number().int() })
/** Why a step was left out. */
export const stepReason = z.enum(['condition', 'holiday', 'amended', 'holdout', 'declined'])
export type StepReason = z.infer<typeof stepReason>
/** Why a track is over: nothing left to do, the playbook's end, or a stop rule. */
export const trackEnding = z.enum(['finished', 'end', 'stop'])
export const stepActed = eventKind('run.step_acted', step.extend({ variant: z.string().nullable() }))
export const stepMissed = eventKind('run.step_missed', step.extend({ policy: z.string(), dueAt: z.string() }))
export const stepSkipped = eventKind('run.step_skipped', step.extend({ reason: z.string() }))
/** A track came to its end; `rule` names the stop rule that did it. */
export const trackEnded = eventKind(
  'run.track_ended',
  z.object({ reason: trackEnding, rule: z.string().nullable(), members: z.number().int() }),
)

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
