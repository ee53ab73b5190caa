import type { Ctx } from '@grove/kernel/server'
import sql, { type Sql } from 'sql-template-tag'
import type { Pair } from '../domain/moves.ts'

const idsOf = (pairs: readonly Pair[]) =>
  sql`unnest(${pairs.map((one) => one.segmentId)}::bigint[], ${pairs.map((one) => one.memberId)}::bigint[])`

/** Which of these members are in which of these segments. */
export const insideNow = (ctx: Ctx, segmentIds: readonly number[], memberIds: readonly number[]) =>
  ctx.db.rows<Pair>(sql`
    select sm.segment_id as "segmentId", sm.member_id as "memberId" from segment_member sm
    where sm.workspace_id = ${ctx.workspaceId} and sm.member_id = any(${memberIds}::bigint[]) and sm.segment_id = any(${segmentIds}::bigint[])
      and sm.left_at is null`)

export const staysOf = (ctx: Ctx, memberId: number) =>
  ctx.db.rows<Pair>(sql`
    select sm.segment_id as "segmentId", sm.member_id as "memberId" from segment_member sm
    where sm.workspace_id = ${ctx.workspaceId} and sm.member_id = ${memberId} and sm.left_at is null order by 1`)

export async function writeEntered(ctx: Ctx, pairs: readonly Pair[]): Promise<void> {
  await ctx.db.exec(sql`
    insert into segment_member (workspace_id, segment_id, member_id, entered_at)
    select ${ctx.workspaceId}, n.segment_id, n.member_id, ${ctx.clock.now()} from ${idsOf(pairs)} as n (segment_id, member_id)
    order by n.segment_id, n.member_id
    on conflict (workspace_id, segment_id, member_id, entered_at) do update set left_at = null`)
}

export async function writeLeft(ctx: Ctx, pairs: readonly Pair[]): Promise<void> {
  await ctx.db.exec(sql`
    update segment_member sm set left_at = ${ctx.clock.now()} from ${idsOf(pairs)} as n (segment_id, member_id)
    where sm.workspace_id = ${ctx.workspaceId} and sm.segment_id = n.segment_id and sm.member_id = n.member_id and sm.left_at is null`)
}

/** Members looked at while a rebuild is under way. */
export async function writeTouched(ctx: Ctx, pairs: readonly Pair[]): Promise<void> {
  await ctx.db.exec(sql`
    insert into segment_touched (workspace_id, segment_id, member_id)
    select ${ctx.workspaceId}, n.segment_id, n.member_id from ${idsOf(pairs)} as n (segment_id, member_id) on conflict do nothing`)
}

export interface Change {
  readonly segmentId: number
  readonly entered: number
  readonly left: number
}

/** Sizes, and the day's line of each. */
export async function writeSizes(ctx: Ctx, day: string, changes: readonly Change[]): Promise<void> {
  await ctx.db.exec(sql`
    with n as (
      select segment_id, entered, gone from unnest(${changes.map((one) => one.segmentId)}::bigint[], ${changes.map((one) => one.entered)}::int[],
        ${changes.map((one) => one.left)}::int[]) as n (segment_id, entered, gone)),
    sized as (
      update segment s set size = s.size + n.entered - n.gone from n
      where s.workspace_id = ${ctx.workspaceId} and s.id = n.segment_id returning s.id, s.size, n.entered, n.gone)
    insert into segment_day (workspace_id, segment_id, day, size, entered, gone)
    select ${ctx.workspaceId}, z.id, ${day}::date, z.size, z.entered, z.gone from sized z
    on conflict (workspace_id, segment_id, day) do update set size = excluded.size, entered = segment_day.entered + excluded.entered,
      gone = segment_day.gone + excluded.gone`)
}

/** What lies between two ids and differs from what was found is changed; members touched since the rebuild began are left alone. */
export interface Stretch {
  readonly segmentId: number
  readonly after: number
  /** Inclusive; null for everything above. */
  readonly upTo: number | null
  readonly found: readonly number[]
}

const untouched = (ctx: Ctx, { segmentId }: Stretch, member: Sql) => sql`not exists (select 1 from segment_touched t
  where t.workspace_id = ${ctx.workspaceId} and t.segment_id = ${segmentId} and t.member_id = ${member})`

export function closeStretch(ctx: Ctx, stretch: Stretch): Promise<{ memberId: number }[]> {
  const below = stretch.upTo === null ? sql`true` : sql`sm.member_id <= ${stretch.upTo}`
  return ctx.db.rows<{ memberId: number }>(sql`
    update segment_member sm set left_at = ${ctx.clock.now()}
    where sm.workspace_id = ${ctx.workspaceId} and sm.segment_id = ${stretch.segmentId} and sm.left_at is null
      and sm.member_id > ${stretch.after} and ${below}
      and not exists (select 1 from unnest(${stretch.found}::bigint[]) as f (id) where f.id = sm.member_id)
      and ${untouched(ctx, stretch, sql`sm.member_id`)}
    returning sm.member_id as "memberId"`)
}

export function openStretch(ctx: Ctx, stretch: Stretch): Promise<{ memberId: number }[]> {
  return ctx.db.rows<{ memberId: number }>(sql`
    insert into segment_member (workspace_id, segment_id, member_id, entered_at)
    select ${ctx.workspaceId}, ${stretch.segmentId}, m.id, ${ctx.clock.now()}
    from unnest(${stretch.found}::bigint[]) as f (id) join member m on m.workspace_id = ${ctx.workspaceId} and m.id = f.id
    where not exists (select 1 from segment_member sm where sm.workspace_id = ${ctx.workspaceId} and sm.segment_id = ${stretch.segmentId}
      and sm.member_id = m.id and sm.left_at is null) and ${untouched(ctx, stretch, sql`m.id`)}
    order by m.id
    on conflict (workspace_id, segment_id, member_id, entered_at) do update set left_at = null
    returning member_id as "memberId"`)
}
