import type { TaskKind, TaskOption, TaskSource, Words } from '../contract/index.ts'

/**
 * Who gets it: one person, or whoever has this post in the community; its owner when the post is vacant, anybody of the role when there is
 * none. `head` is nobody's post in a community: it goes to the head of operations.
 */
export type Assignee = { readonly staffId: number } | { readonly post: string }

export interface NewTask {
  readonly source: TaskSource
  readonly kind: TaskKind
  readonly title: Words
  readonly body?: Words | null
  /** Words they may say, as they are or changed. */
  readonly script?: string | null
  readonly why?: string | null
  /** Ways to finish it; a single "done" unless told. */
  readonly options?: readonly TaskOption[]
  readonly assignee: Assignee
  readonly runId?: number
  readonly stepId?: number
  readonly occurrence?: number
  readonly communityId?: number
  readonly memberId?: number
  readonly dueAt: Date
  readonly expiresAt?: Date | null
}

export const DONE: TaskOption = { outcome: 'done', label: { key: 'task.option.done', params: {} } }
export const SKIP: TaskOption = { outcome: 'skip', label: { key: 'task.option.skip', params: {} } }
export const SEND: TaskOption = { outcome: 'send', label: { key: 'task.option.send', params: {} } }
