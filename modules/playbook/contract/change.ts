import { text } from '@grove/playbook-kit/contract'
import { z } from 'zod'

/** One value that differs; `path` inside the step (or the playbook), dotted: `when.at`, `do.text`. Absent: was not, or is no more. */
const part = z.object({ path: z.string(), before: z.unknown().optional(), after: z.unknown().optional() })

/** What one version changed against another. */
export const playbookChange = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('step_added'), step: z.string(), title: text }),
  z.object({ kind: z.literal('step_removed'), step: z.string(), title: text }),
  /** `retimed`: it falls due at another time, or for others. */
  z.object({ kind: z.literal('step_changed'), step: z.string(), title: text, retimed: z.boolean(), parts: z.array(part) }),
  /** Only its place in the document: among steps of one moment it acts earlier or later. */
  z.object({ kind: z.literal('step_moved'), step: z.string(), title: text }),
  z.object({ kind: z.literal('playbook_changed'), parts: z.array(part) }),
])
export type PlaybookChange = z.infer<typeof playbookChange>
export type ChangedPart = z.infer<typeof part>

/** What moving running tracks to another version means for them, step by step. */
export const migrationNote = z.object({
  step: z.string(),
  title: text,
  /**
   * `past_due` is new or moved and its time is over: not sent · `done_before` was done in the old version and is not done again ·
   * `dropped` a wait or a step on its way ends, because the step is gone · `overdue` was about to be done and is left out.
   */
  what: z.enum(['past_due', 'done_before', 'dropped', 'overdue']),
  /** Members it concerns; 0 the group itself. */
  members: z.number().int(),
})
export type MigrationNote = z.infer<typeof migrationNote>
