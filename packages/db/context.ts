import { kernelErrors, type Locale, type WorkspaceId } from '@grove/kernel/contract'
import type { Actor, App, Ctx, SystemCtx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import type { Database, Transaction } from './database.ts'
import { fromRun } from './querier.ts'

export interface CtxInput {
  readonly workspaceId: WorkspaceId
  readonly actor: Actor
  readonly zone: string
  readonly locale: Locale
}

/** The context of one workspace. Outside `inTx` each statement is a scoped transaction of its own. */
export function createCtx(app: App, database: Database, input: CtxInput): Ctx {
  const base = { app, ...input, clock: app.clock, seed: `workspace:${input.workspaceId}` }
  const inside = (tx: Transaction): Ctx => {
    const ctx: Ctx = {
      ...base,
      db: tx.db,
      transactional: true,
      afterCommit: (action) => tx.after.push(action),
      inTx: (work) => work(ctx),
    }
    return ctx
  }
  const single = fromRun((statement) => database.workspaceTx(input.workspaceId, (tx) => tx.run(statement)))
  return {
    ...base,
    db: single,
    transactional: false,
    afterCommit: (action) => action(),
    inTx: (work) => database.workspaceTx(input.workspaceId, (tx) => work(inside(tx))),
  }
}

export function createSystemCtx(app: App, database: Database): SystemCtx {
  const enter = async (workspaceId: WorkspaceId, actor: Actor = { kind: 'system', name: 'grove' }): Promise<Ctx> => {
    const row = await database.system.maybe<{ zone: string; locale: Locale }>(
      sql`select zone, locale from workspace where id = ${workspaceId}`,
    )
    if (!row) throw kernelErrors.not_found()
    return createCtx(app, database, { workspaceId, actor, zone: row.zone, locale: row.locale })
  }
  const make = (db: SystemCtx['db'], inTx: SystemCtx['inTx']): SystemCtx => ({ app, clock: app.clock, db, enter, inTx })
  return make(database.system, (work) =>
    database.systemTx((tx) => {
      const inner: SystemCtx = make(tx.db, (nested) => nested(inner))
      return work(inner)
    }),
  )
}
