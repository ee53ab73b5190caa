import type { InputOf } from '@grove/kernel/contract'
import { audit, type Ctx, requireRight } from '@grove/kernel/server'
import sql, { type Sql } from 'sql-template-tag'
import { type BulkReport, memberErrors, type startBulk as startRoute } from '../../contract/index.ts'
import type { Chosen } from '../chosen-members.ts'
import { whereOf } from '../read-filter.ts'
import { memberScope } from '../scope.ts'
import { type BulkKind, bulkKinds } from './bulk-kind.ts'
import { type BulkActor, type BulkRecord, findBulk, insertBulk, latestBulks, lockBulk, setBulkState } from './store.ts'

/**
 * Chooses the members now and does the work in the background: who joins the list later is not touched, who left it is.
 * @throws member.bulk_unknown_kind member.bulk_nobody, and what the kind refuses
 */
export async function startBulk(ctx: Ctx, input: InputOf<typeof startRoute>): Promise<BulkReport> {
  const kind = kindOf(ctx, input.kind)
  if (kind.right) requireRight(ctx, kind.right)
  const given = kind.input.parse(input.input)
  const id = await ctx.inTx(async (ctx) => {
    const { about, work } = await kind.prepare(ctx, given)
    const bulk = await insertBulk(ctx, { kind: kind.kind, work, about, actor: actorOf(ctx) }, who(ctx, input))
    if (bulk.total === 0) throw memberErrors.bulk_nobody()
    await audit(ctx, {
      verb: 'member.bulk',
      target: { kind: 'member_bulk', id: bulk.id },
      after: { kind: kind.kind, ...given, total: bulk.total, ...(input.filter ? { filter: input.filter } : {}) },
    })
    ctx.afterCommit(() => ctx.app.signals.wake('member.bulks'))
    return bulk.id
  })
  return getBulk(ctx, { id })
}

/** @throws member.bulk_unknown_kind */
export function kindOf(ctx: Ctx, name: string): BulkKind {
  const kind = ctx.app.registry.all(bulkKinds).find((one) => one.kind === name)
  if (!kind) throw memberErrors.bulk_unknown_kind({ kind: name })
  return kind
}

function who(ctx: Ctx, chosen: Chosen): Sql {
  if (chosen.filter) return sql`select m.id from member m where ${whereOf(ctx, chosen.filter)}`
  return sql`select m.id from member m where m.workspace_id = ${ctx.workspaceId} and m.id = any(${[...(chosen.memberIds ?? [])]}::bigint[])
    and ${memberScope(ctx)}`
}

function actorOf({ actor }: Ctx): BulkActor {
  if (actor.kind === 'staff') return { kind: 'staff', staffId: actor.staffId, accountId: actor.accountId, role: actor.role }
  return actor.kind === 'apiKey' ? { kind: 'apiKey', keyId: actor.keyId } : { kind: 'system' }
}

/** @throws member.bulk_not_found */
export async function getBulk(ctx: Ctx, input: { readonly id: number }): Promise<BulkReport> {
  const record = await findBulk(ctx, input.id)
  if (!record) throw memberErrors.bulk_not_found()
  return reportOf(ctx, record)
}

export async function listBulks(ctx: Ctx): Promise<{ items: BulkReport[] }> {
  return { items: (await latestBulks(ctx)).map((record) => reportOf(ctx, record)) }
}

function reportOf(ctx: Ctx, record: BulkRecord): BulkReport {
  const { input: _input, place: _place, actor: _actor, ...report } = record
  return { ...report, undoable: canUndo(ctx, record) }
}

function canUndo(ctx: Ctx, record: BulkRecord): boolean {
  const kind = ctx.app.registry.all(bulkKinds).find((one) => one.kind === record.kind)
  return (
    kind?.undoable === true && record.changed > 0 && (record.state === 'done' || record.state === 'cancelled' || record.state === 'failed')
  )
}

/** Stops after the batch at work. @throws member.bulk_not_found member.bulk_over */
export async function cancelBulk(ctx: Ctx, input: { readonly id: number }): Promise<BulkReport> {
  await ctx.inTx(async (ctx) => {
    const record = await lockBulk(ctx, input.id)
    if (!record) throw memberErrors.bulk_not_found()
    if (record.state !== 'running') throw memberErrors.bulk_over()
    await setBulkState(ctx, record.id, 'cancelled')
    await audit(ctx, { verb: 'member.bulk_cancel', target: { kind: 'member_bulk', id: record.id }, after: { done: record.done } })
  })
  return getBulk(ctx, input)
}

/** Puts back in the background what was changed. @throws member.bulk_not_found member.bulk_not_undoable */
export async function undoBulk(ctx: Ctx, input: { readonly id: number }): Promise<BulkReport> {
  await ctx.inTx(async (ctx) => {
    const record = await lockBulk(ctx, input.id)
    if (!record) throw memberErrors.bulk_not_found()
    if (!canUndo(ctx, record)) throw memberErrors.bulk_not_undoable()
    const { right } = kindOf(ctx, record.kind)
    if (right) requireRight(ctx, right)
    await setBulkState(ctx, record.id, 'undoing')
    await audit(ctx, { verb: 'member.bulk_undo', target: { kind: 'member_bulk', id: record.id }, after: { changed: record.changed } })
    ctx.afterCommit(() => ctx.app.signals.wake('member.bulks'))
  })
  return getBulk(ctx, input)
}
