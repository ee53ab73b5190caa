import { id } from '@grove/kernel/contract'
import { moment } from '@grove/member/contract'
import { z } from 'zod'

/** confirm: press send · do: do something · review: look at something sent in · risk: something is going wrong · decide: choose an option. */
export const taskKind = z.enum(['confirm', 'do', 'review', 'risk', 'decide'])
export type TaskKind = z.infer<typeof taskKind>
export const taskState = z.enum(['open', 'done', 'expired', 'cancelled'])
export type TaskState = z.infer<typeof taskState>

/** Who wanted it. Stored as a number in `task.source`. */
export const taskSource = { playbook: 1, manual: 2, system: 3 } as const
export type TaskSource = keyof typeof taskSource

/** Words a person wrote, or a locale key with its parameters. */
export const words = z.union([
  z.strictObject({ text: z.string().max(4000) }),
  z.strictObject({ key: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) }),
])
export type Words = z.infer<typeof words>

/** A way to finish the task. `again` asks before it is done. */
export const taskOption = z.strictObject({ outcome: z.string().min(1).max(40), label: words, danger: z.boolean().optional() })
export type TaskOption = z.infer<typeof taskOption>

export const task = z.object({
  id,
  kind: taskKind,
  state: taskState,
  title: words,
  body: words.nullable(),
  /** Words made ready to be said to the group or the member, as they are or changed. */
  script: z.string().nullable(),
  /** Why it is asked: its purpose for the member. */
  why: z.string().nullable(),
  options: z.array(taskOption),
  community: z.object({ id, name: z.string() }).nullable(),
  member: z.object({ id, name: z.string() }).nullable(),
  assignee: z.object({ id, name: z.string() }).nullable(),
  /** Whose work it is while nobody in particular has it. */
  role: z.string().nullable(),
  runId: id.nullable(),
  dueAt: moment,
  expiresAt: moment.nullable(),
  outcome: z.string().nullable(),
  note: z.string().nullable(),
  doneBy: z.object({ id, name: z.string() }).nullable(),
  doneAt: moment.nullable(),
  /** What is waiting for a press of send, for `confirm`. */
  preview: z.object({ text: z.string(), editable: z.boolean(), recipients: z.number(), toGroup: z.boolean() }).nullable(),
})
export type Task = z.infer<typeof task>

/** Something that went wrong and what to do about it; `href` leads to the rows behind it. */
export const problem = z.object({
  key: z.string(),
  /** A text that begins with `@` is itself a locale key. */
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  severity: z.enum(['warning', 'error']),
  href: z.string(),
})
export type Problem = z.infer<typeof problem>

/** Something that will happen by itself. */
export const upcoming = z.object({
  at: moment,
  title: words,
  community: z.object({ id, name: z.string() }).nullable(),
  /** How many steps or messages stand behind this line. */
  count: z.number(),
  href: z.string(),
})
export type Upcoming = z.infer<typeof upcoming>

export const notice = z.object({
  id,
  title: words,
  href: z.string().nullable(),
  at: moment,
  read: z.boolean(),
})
export type Notice = z.infer<typeof notice>
