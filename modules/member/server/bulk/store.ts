import type { Ctx } from '@grove/kernel/server'
import sql, { type Sql } from 'sql-template-tag'
import type { BulkState } from '../../contract/index.ts'
import type { Standing } from './bulk-kind.ts'

/** Who began it: the batches act in that name. */
export type BulkActor =
  | { readonly kind: 'staff'; readonly staffId: number; readonly accountId: number; readonly role: string }
  | { readonly kind: 'apiKey'; readonly keyId: number }
  | { readonly kind: 'system' }

export interface BulkRecord {
  readonly id: number
  readonly kind: string
  readonly input: Standing
  readonly about: Standing
  readonly state: BulkState
  readonly total: number
  readonly done: number
  readonly changed: number
  readonly undone: number
  readonly place: number
  readonly error: string | null
  readonly actor: BulkActor
  readonly byName: string | null
  readonly createdAt: Date
  readonly finishedAt: Date | null
}

const COLUMNS = sql`b.id, b.kind, b.input, b.about, b.state, b.total, b.done_count as done, b.changed_count as changed, b.undone_count as undone,
  b.place, b.error, b.actor, b.created_at as "createdAt", b.finished_at as "finishedAt"`

/** Keeps the work and who is chosen, in the caller's transaction; the total is how many the condition matches. */
export async function insertBulk(
  ctx: Ctx,
  bulk: { readonly kind: string; readonly work: Standing; readonly about: Standing; readonly actor: BulkActor },
  who: Sql,
): Promise<{ id: number; total: number }> {
  const { id } = await ctx.db.one<{ id: number }>(sql`
    insert into member_bulk (workspace_id, kind, input, about, state, total, actor, created_at)
    values (${ctx.workspaceId}, ${bulk.kind}, ${JSON.stringify(bulk.work)}::jsonb, ${JSON.stringify(bulk.about)}::jsonb, 'running', 0,
      ${JSON.stringify(bulk.actor)}::jsonb, ${ctx.clock.now()})
    returning id`)
  const total = await ctx.db.exec(sql`
    insert into member_bulk_item (workspace_id, bulk_id, member_id) select ${ctx.workspaceId}, ${id}, c.id from (${who}) c`)
  await ctx.db.exec(sql`update member_bulk set total = ${total} where workspace_id = ${ctx.workspaceId} and id = ${id}`)
  return { id, total }
}

export function findBulk(ctx: Ctx, id: number): Promise<BulkRecord | undefined> {
  return ctx.db.maybe<BulkRecord>(sql`
    select ${COLUMNS}, s.display_name as "byName" from member_bulk b
    left join staff s on s.workspace_id = ${ctx.workspaceId} and s.id = (b.actor ->> 'staffId')::bigint
    where b.workspace_id = ${ctx.workspaceId} and b.id = ${id}`)
}

export function latestBulks(ctx: Ctx): Promise<BulkRecord[]> {
  return ctx.db.rows<BulkRecord>(sql`
    select ${COLUMNS}, s.display_name as "byName" from member_bulk b
    left join staff s on s.workspace_id = ${ctx.workspaceId} and s.id = (b.actor ->> 'staffId')::bigint
    where b.workspace_id = ${ctx.workspaceId} order by b.id desc limit 100`)
}

export function lockBulk(ctx: Ctx, id: number): Promise<BulkRecord | undefined> {
  return ctx.db.maybe<BulkRecord>(sql`
    select ${COLUMNS}, null as "byName" from member_bulk b where b.workspace_id = ${ctx.workspaceId} and b.id = ${id} for update`)
}

/** The oldest bulk change with something to do that nobody works on just now. */
export function claimBulk(ctx: Ctx): Promise<BulkRecord | undefined> {
  return ctx.db.maybe<BulkRecord>(sql`
    select ${COLUMNS}, null as "byName" from member_bulk b where b.workspace_id = ${ctx.workspaceId} and b.state in ('running', 'undoing')
    order by b.id limit 1 for update skip locked`)
}

export function nextMembers(ctx: Ctx, bulk: BulkRecord, limit: number): Promise<{ memberId: number }[]> {
  return ctx.db.rows<{ memberId: number }>(sql`
    select member_id as "memberId" from member_bulk_item
    where workspace_id = ${ctx.workspaceId} and bulk_id = ${bulk.id} and member_id > ${bulk.place} order by member_id limit ${limit}`)
}

export interface Changed {
  readonly memberId: number
  readonly before: Standing
  readonly after: Standing
}

export async function writeChanges(ctx: Ctx, bulkId: number, changes: readonly Changed[]): Promise<void> {
  if (changes.length === 0) return
  await ctx.db.exec(sql`
    update member_bulk_item i set before = n.b, after = n.a
    from json_to_recordset(${JSON.stringify(changes.map((one) => ({ m: one.memberId, b: one.before, a: one.after })))}::json)
      as n (m bigint, b jsonb, a jsonb)
    where i.workspace_id = ${ctx.workspaceId} and i.bulk_id = ${bulkId} and i.member_id = n.m`)
}

/** Members that the work changed, in the order of their ids. */
export function nextChanges(ctx: Ctx, bulk: BulkRecord, limit: number): Promise<Changed[]> {
  return ctx.db.rows<Changed>(sql`
    select member_id as "memberId", before, after from member_bulk_item
    where workspace_id = ${ctx.workspaceId} and bulk_id = ${bulk.id} and member_id > ${bulk.place} and before is not null
    order by member_id limit ${limit}`)
}

export async function addProgress(
  ctx: Ctx,
  id: number,
  step: { readonly place: number; readonly done?: number; readonly changed?: number; readonly undone?: number },
): Promise<void> {
  await ctx.db.exec(sql`
    update member_bulk set place = ${step.place}, done_count = done_count + ${step.done ?? 0}, changed_count = changed_count + ${step.changed ?? 0},
      undone_count = undone_count + ${step.undone ?? 0}
    where workspace_id = ${ctx.workspaceId} and id = ${id}`)
}

export async function setBulkState(ctx: Ctx, id: number, state: BulkState, error: string | null = null): Promise<void> {
  const over = state !== 'running' && state !== 'undoing'
  await ctx.db.exec(sql`
    update member_bulk set state = ${state}, error = ${error}, finished_at = ${over ? ctx.clock.now() : null},
      place = case when ${state === 'undoing'} then 0 else place end
    where workspace_id = ${ctx.workspaceId} and id = ${id}`)
}

/** Work that is over is forgotten, with what undo would need. */
export function deleteOldBulks(ctx: Ctx, before: Date): Promise<number> {
  return ctx.db.exec(sql`
    delete from member_bulk where workspace_id = ${ctx.workspaceId} and finished_at < ${before} and state not in ('running', 'undoing')`)
}
