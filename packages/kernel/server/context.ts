import type { Sql } from 'sql-template-tag'
import type { Clock, Locale, Role, WorkspaceId } from '../contract/index.ts'
import type { App } from './app.ts'

/** Statements run here. Inside `inTx` all run in that transaction; outside, each runs in a scoped transaction of its own. */
export interface Querier {
  rows<T>(statement: Sql): Promise<T[]>
  /** The single row; throws when there is none or more than one. */
  one<T>(statement: Sql): Promise<T>
  maybe<T>(statement: Sql): Promise<T | undefined>
  /** Number of rows written. */
  exec(statement: Sql): Promise<number>
  /**
   * Many rows into a table of the workspace by COPY, hundreds or more: a third of the cost of an insert. Ids are given or come from their
   * sequence; a row that breaks a key fails the transaction. `workspace_id` is written by this, the columns are the others.
   */
  copy(workspaceId: WorkspaceId, table: string, columns: readonly string[], rows: CopyRows): Promise<void>
}

/** A cell as COPY takes it; JSON as its text. */
export type CopyValue = string | number | boolean | Date | null

export type CopyRows = Iterable<readonly CopyValue[]> | ReadyRows

/** Rows written out beforehand, in any thread, as UTF-8 text of COPY; good for one workspace only, whose number begins each. */
export interface ReadyRows {
  readonly of: WorkspaceId
  readonly text: Uint8Array<ArrayBuffer>
}

/** What part of the workspace an actor sees: everything, the communities it is staff of, or those of its chapters. */
export type DataScope =
  | { readonly kind: 'all' }
  | { readonly kind: 'own' }
  | { readonly kind: 'chapter'; readonly chapters: readonly string[] }

export type Actor =
  | {
      readonly kind: 'staff'
      readonly staffId: number
      readonly accountId: number
      readonly role: Role
      readonly rights: ReadonlySet<string>
      readonly scope: DataScope
    }
  | { readonly kind: 'apiKey'; readonly keyId: number; readonly rights: ReadonlySet<string>; readonly scope: DataScope }
  | { readonly kind: 'member'; readonly memberId: number }
  | { readonly kind: 'visitor' }
  | { readonly kind: 'system'; readonly name: string }

/** What every verb gets first. `workspaceId`, row-level security and `db` always agree. */
export interface Ctx {
  readonly app: App
  readonly workspaceId: WorkspaceId
  readonly actor: Actor
  readonly clock: Clock
  /** Source of every random choice that must replay: hash it with the thing decided. */
  readonly seed: string
  readonly locale: Locale
  /** IANA time zone of the workspace. */
  readonly zone: string
  readonly db: Querier
  /** True inside `inTx`. */
  readonly transactional: boolean
  /** Runs after the surrounding transaction commits (at once when there is none); never on rollback. Broadcasts and wake-ups go here. */
  afterCommit(action: () => void): void
  /** Runs fn in one transaction; a nested call joins the outer one. */
  inTx<T>(fn: (ctx: Ctx) => Promise<T>): Promise<T>
}

/** Outside any workspace: accounts, workspaces, claim loops. Bypasses row-level security, so every statement names its workspace. */
export interface SystemCtx {
  readonly app: App
  readonly clock: Clock
  readonly db: Querier
  inTx<T>(fn: (ctx: SystemCtx) => Promise<T>): Promise<T>
  /** Enter one workspace as `actor` (the system unless told). */
  enter(workspaceId: WorkspaceId, actor?: Actor): Promise<Ctx>
  /** The same for many in one statement. `awake`: without those that sleep, because their history is made on another clock. */
  enterAll(workspaceIds: readonly WorkspaceId[], actor: Actor, only: 'all' | 'awake'): Promise<Ctx[]>
}

export type Verb<I, O> = (ctx: Ctx, input: I) => Promise<O>
export type SystemVerb<I, O> = (ctx: SystemCtx, input: I) => Promise<O>
