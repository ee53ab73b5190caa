import { emitReady, type NewEvent } from '@grove/event-log'
import type { CopyRows, Ctx, ReadyRows } from '@grove/kernel/server'
import { memberCreated } from '../contract/index.ts'
import { UNTAGGED_COLUMNS, WORD_COLUMNS } from './new-rows.ts'
import { copyIdentities } from './store-identity.ts'

/** Where a new member came from, for the log. */
export interface Told {
  readonly memberId: number
  readonly counted: boolean
  readonly source: string | null
  /** The channel by which somebody came back who had been forgotten. */
  readonly returned?: string | undefined
}

/** New members as rows of COPY, their identities, the words they are found by, the mark that they have no tag, and what the log hears. */
export interface NewRows {
  readonly columns: readonly string[]
  readonly members: CopyRows
  readonly identities: CopyRows
  /** Those of a long import come behind its rows, and so the marks. */
  readonly words?: CopyRows
  readonly untagged?: CopyRows
  readonly events: ReadyRows
}

/** Makes members of whom nobody is known yet, in the caller's transaction. False when an identity is held: the transaction is lost then. */
export async function copyNew(ctx: Ctx, made: NewRows): Promise<boolean> {
  await ctx.db.copy(ctx.workspaceId, 'member', made.columns, made.members)
  if (!(await copyIdentities(ctx, made.identities))) return false
  if (made.untagged) await ctx.db.copy(ctx.workspaceId, 'member_untagged', UNTAGGED_COLUMNS, made.untagged)
  if (made.words) await ctx.db.copy(ctx.workspaceId, 'member_search', WORD_COLUMNS, made.words)
  await emitReady(ctx, made.events)
  return true
}

/** What the log hears of new members. */
export function createdEvents(told: readonly Told[], options: { readonly importId?: number | undefined }): NewEvent[] {
  const event = createdEvent(options)
  return told.map(event)
}

/** The same one by one. Those of one source share their data, so that it is written out once. */
export function createdEvent({ importId }: { readonly importId?: number | undefined }): (told: Told) => NewEvent<typeof memberCreated> {
  const known = new Map<string | null, NewEvent<typeof memberCreated>['data']>()
  const dataOf = (source: string | null) => {
    const data = known.get(source) ?? { source, ...(importId ? { importId } : {}) }
    if (known.size < MOST_SOURCES) known.set(source, data)
    return data
  }
  return ({ memberId, counted, source, returned }) => ({
    kind: memberCreated,
    memberId,
    counted,
    data: returned ? { ...dataOf(source), returned: true } : dataOf(source),
  })
}

const MOST_SOURCES = 1000
