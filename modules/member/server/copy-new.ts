import { emit } from '@grove/event-log'
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
  readonly told: readonly Told[]
}

/** Makes members of whom nobody is known yet, in the caller's transaction. False when an identity is held: the transaction is lost then. */
export async function copyNew(ctx: Ctx, made: NewRows, options: { readonly importId?: number | undefined } = {}): Promise<boolean> {
  await ctx.db.copy(ctx.workspaceId, 'member', made.columns, made.members)
  if (!(await copyIdentities(ctx, made.identities))) return false
  await ctx.db.copy(
    ctx.workspaceId,
    'member_untagged',
    ['member_id'],
    made.told.map((one) => [one.memberId]),
  )
  await ctx.db.copy(ctx.workspaceId, 'member_search', WORD_COLUMNS, made.words)
  await tellNew(ctx, made.told, options)
  return true
}

export function tellNew(ctx: Ctx, told: readonly Told[], { importId }: { readonly importId?: number | undefined }): Promise<void> {
  return emit(
    ctx,
    told.map(({ memberId, counted, source, returned }) => ({
      kind: memberCreated,
      memberId,
      counted,
      data: { source, ...(importId ? { importId } : {}), ...(returned ? { returned: true } : {}) },
    })),
  )
}
