import { kernelErrors, type Locale, type WorkspaceId } from '@grove/kernel/contract'
import { type Actor, type App, type Ctx, port, type SystemCtx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import type { Database, Transaction } from './database.ts'
import { kept } from './kept.ts'
import { fromRun } from './querier.ts'

export interface CtxInput {
  readonly workspaceId: WorkspaceId
  readonly actor: Actor
  readonly zone: string
  readonly locale: Locale
}

/** The context of one workspace. Outside `inTx` each statement is a scoped transaction of its own. */
export function createCtx(app: App, database: Database, input: CtxInput): Ctx {
  const base = baseOf(app, input)
  const single = fromRun(
    (statement) => database.workspaceTx(input.workspaceId, (tx) => tx.run(statement)),
    (...copied) => database.workspaceTx(input.workspaceId, (tx) => tx.db.copy(...copied)),
  )
  return {
    ...base,
    db: single,
    transactional: false,
    afterCommit: (action) => action(),
    inTx: (work) => database.workspaceTx(input.workspaceId, (tx) => work(inside(app, tx, input))),
  }
}

/** Runs `work` in one transaction on the connections for heavy work. Long readers write nothing there: a writer that stays open holds the log back. */
export function inHeavyTx<T>(ctx: Ctx, work: (ctx: Ctx) => Promise<T>): Promise<T> {
  const { app, workspaceId, actor, zone, locale } = ctx
  return app.use(databasePort).heavyTx(workspaceId, (tx) => work(inside(app, tx, { workspaceId, actor, zone, locale })))
}

const baseOf = (app: App, input: CtxInput) => ({ app, ...input, clock: app.clock, seed: `workspace:${input.workspaceId}` })

function inside(app: App, tx: Transaction, input: CtxInput): Ctx {
  const ctx: Ctx = {
    ...baseOf(app, input),
    db: tx.db,
    transactional: true,
    afterCommit: (action) => tx.after.push(action),
    inTx: (work) => work(ctx),
  }
  return ctx
}

/**
 * The context across workspaces. `enter` inside `inTx` joins that transaction, so that a workspace and its first rows are made together;
 * there the statements' own workspace equality is the only fence, as for every statement of the system.
 */
export function createSystemCtx(app: App, database: Database): SystemCtx {
  const enterBy =
    (db: SystemCtx['db'], open: (input: CtxInput) => Ctx): SystemCtx['enter'] =>
    async (workspaceId, actor = { kind: 'system', name: 'grove' }) => {
      const row = await db.maybe<{ zone: string; locale: Locale }>(kept(sql`select zone, locale from workspace where id = ${workspaceId}`))
      if (!row) throw kernelErrors.not_found()
      return open({ workspaceId, actor, zone: row.zone, locale: row.locale })
    }
  const enterAllBy =
    (db: SystemCtx['db'], open: (input: CtxInput) => Ctx): SystemCtx['enterAll'] =>
    async (workspaceIds, actor, only) => {
      if (workspaceIds.length === 0) return []
      const rows = await db.rows<Omit<CtxInput, 'actor'>>(
        kept(sql`
        select id as "workspaceId", zone, locale from workspace
        where id = any(${[...workspaceIds]}::bigint[]) and not (asleep and ${only === 'awake'}) order by id`),
      )
      return rows.map((row) => open({ ...row, actor }))
    }
  const openOutside = (input: CtxInput) => createCtx(app, database, input)
  return {
    app,
    clock: app.clock,
    db: database.system,
    enter: enterBy(database.system, openOutside),
    enterAll: enterAllBy(database.system, openOutside),
    inTx: (work) =>
      database.systemTx((tx) => {
        const inner: SystemCtx = {
          app,
          clock: app.clock,
          db: tx.db,
          enter: enterBy(tx.db, (input) => inside(app, tx, input)),
          enterAll: enterAllBy(tx.db, (input) => inside(app, tx, input)),
          inTx: (nested) => nested(inner),
        }
        return work(inner)
      }),
  }
}

/** The database behind the process, for what makes a second product over it (the demo's fast clock). */
export const databasePort = port<Database>('database')
