import { type Ctx, extensionPoint } from '@grove/kernel/server'
import type { z } from 'zod'

/** How a member stands in what a kind changes; compared as JSON, undefined where there is nothing. */
export type Standing = Readonly<Record<string, unknown>>

export interface Restored {
  readonly memberId: number
  readonly before: Standing
  readonly after: Standing
}

/**
 * One thing that can be done to many members with progress, cancel and undo. All verbs get a batch of members in one transaction:
 * the runner reads how they stand, applies, reads again, and keeps both where they differ.
 */
export interface BulkKind<I extends z.ZodObject = z.ZodObject> {
  readonly kind: string
  readonly input: I
  /** Rights beyond `member.write`. */
  readonly right?: string
  readonly undoable: boolean
  /** Refuses before anybody is chosen; answers what the screen says of it, and what `apply` works with. */
  readonly prepare: (ctx: Ctx, input: z.output<I>) => Promise<{ readonly about: Standing; readonly work: Standing }>
  /** Locks and reads how members stand. */
  readonly standing: (ctx: Ctx, work: Standing, memberIds: readonly number[]) => Promise<ReadonlyMap<number, Standing>>
  readonly apply: (ctx: Ctx, work: Standing, memberIds: readonly number[]) => Promise<void>
  /** Puts members back; all of them stand as `after` says at this moment. Answers those it put back. */
  readonly restore: (ctx: Ctx, work: Standing, items: readonly Restored[]) => Promise<readonly number[]>
  /** After the last batch. */
  readonly finish?: (ctx: Ctx, work: Standing) => Promise<void>
}
export const bulkKinds = extensionPoint<BulkKind>('member.bulk-kinds')

export function bulkKind<I extends z.ZodObject>(kind: BulkKind<I>): BulkKind {
  return kind as unknown as BulkKind
}
