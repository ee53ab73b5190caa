import { emitReady, type NewEvent, type ReadyEvents } from '@grove/event-log'
import type { CopyRows, Ctx } from '@grove/kernel/server'
import { memberCreated } from '../contract/index.ts'
import { WORD_COLUMNS } from './new-rows.ts'
import { copyIdentities } from './store-identity.ts'

/** Where a new member came from, for the log. */
export interface Told {
  readonly memberId: number
  readonly counted: boolean
  readonly source: string | null
  /** The channel by which somebody came back who had been forgotten. */
  readonly returned?: string | undefined
}

/** New members as rows of COPY, their identities and the words they are found by. */
export interface NewRows {
  readonly columns: readonly string[]
  readonly members: CopyRows
  readonly identities: CopyRows
  readonly words: CopyRows
  readonly ids: readonly number[]
  readonly events: ReadyEvents
}

/** Makes members of whom nobody is known yet, in the caller's transaction. False when an identity is held: the transaction is lost then. */
export async function copyNew(ctx: Ctx, made: NewRows): Promise<boolean> {
  await ctx.db.copy(ctx.workspaceId, 'member', made.columns, made.members)
  if (!(await copyIdentities(ctx, made.identities))) return false
  await ctx.db.copy(
    ctx.workspaceId,
    'member_untagged',
    ['member_id'],
    made.ids.map((id) => [id]),
  )
  await ctx.db.copy(ctx.workspaceId, 'member_search', WORD_COLUMNS, made.words)
  await emitReady(ctx, made.events)
  return true
}

/** What the log hears of new members. */
export function createdEvents(told: readonly Told[], { importId }: { readonly importId?: number | undefined }): NewEvent[] {
  return told.map(({ memberId, counted, source, returned }) => ({
    kind: memberCreated,
    memberId,
    counted,
    data: { source, ...(importId ? { importId } : {}), ...(returned ? { returned: true } : {}) },
  }))
}
