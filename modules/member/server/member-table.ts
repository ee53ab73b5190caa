import { type Ctx, extensionPoint } from '@grove/kernel/server'
import type { Sql } from 'sql-template-tag'

export interface Move {
  readonly workspaceId: number
  readonly winnerId: number
  readonly loserId: number
}

/**
 * A table that holds something of members, told by the module that owns it: what happens to its rows when two records become one, when a
 * person asks for their data, and when they ask to be forgotten. Names and conditions are the program's own text, never input.
 */
export interface MemberTable {
  readonly table: string
  /** Columns of the primary key besides the workspace. */
  readonly key: readonly string[]
  /** The column with the member's number. */
  readonly column: string
  /** Which rows (by their alias) are a member's, where the column holds other things too. */
  readonly where?: (row: Sql) => Sql
  /** Columns that, with `column`, are unique: where both have such a row the winner's stays. */
  readonly clash?: readonly string[]
  /** Further rows `t` of the loser that are dropped rather than moved. */
  readonly drops?: (move: Move) => Sql
  /** On a clash: columns of the winner's row `w` that take something of the loser's row `l`. */
  readonly combine?: Readonly<Record<string, Sql>>
  /** A dropped row `b` comes back on undoing only while what it names is still there. */
  readonly revivable?: Sql
  /** Other columns that change when the row `t` moves. */
  readonly set?: (move: Move) => Readonly<Record<string, Sql>>
  /** Forgetting somebody: the rows go, stay (nothing personal in them), or lose some columns. */
  readonly erase: 'delete' | 'keep' | Readonly<Record<string, Sql>>
  /** What a person gets of them in the file of their data; nothing unless told. */
  readonly exports?: readonly string[]
}

/** Somebody who is about to be forgotten. */
export interface Forgotten {
  readonly memberId: number
  /** Their number and those of all records that went into it. */
  readonly ids: readonly number[]
  readonly identities: readonly { readonly channel: string; readonly externalId: string }[]
  /** What says who they are, as somebody would type it: name, phone, e-mail, numbers; in small letters. */
  readonly words: readonly string[]
}

export interface MemberTables {
  readonly tables: readonly MemberTable[]
  /** Kinds of events that hold words about a person: what is left of the data of an event `t` when its member is forgotten. */
  readonly eventWords?: Readonly<Record<string, Sql>>
  /** Forgets what lies where no member's number stands (pictures, files, refunds); runs before any row of `tables` goes. */
  readonly forget?: (ctx: Ctx, who: Forgotten) => Promise<void>
  /** Puts right what is counted over members (sizes, sums), after a merge, its undoing or a member's end; in the same transaction. */
  readonly settle?: (ctx: Ctx, memberIds: readonly number[]) => Promise<void>
  /** Before somebody is forgotten or shut out: ends what still runs for them, as if they had left. */
  readonly end?: (ctx: Ctx, memberId: number) => Promise<void>
}

export const memberTables = extensionPoint<MemberTables>('member.tables')

export function allTables(ctx: Pick<Ctx, 'app'>): readonly MemberTable[] {
  const all = ctx.app.registry.all(memberTables).flatMap((one) => one.tables)
  // The record itself goes last: what hangs on it must have moved before.
  return [...all.filter((one) => one.table !== 'member'), ...all.filter((one) => one.table === 'member')]
}

export async function settleMembers(ctx: Ctx, memberIds: readonly number[]): Promise<void> {
  for (const one of ctx.app.registry.all(memberTables)) await one.settle?.(ctx, memberIds)
}

export async function endMembers(ctx: Ctx, memberId: number): Promise<void> {
  for (const one of ctx.app.registry.all(memberTables)) await one.end?.(ctx, memberId)
}

export async function forgetBeside(ctx: Ctx, who: Forgotten): Promise<void> {
  for (const one of ctx.app.registry.all(memberTables)) await one.forget?.(ctx, who)
}

export function allEventWords(ctx: Pick<Ctx, 'app'>): readonly (readonly [kind: string, left: Sql])[] {
  return ctx.app.registry.all(memberTables).flatMap((one) => Object.entries(one.eventWords ?? {}))
}
