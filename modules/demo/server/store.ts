import type { Locale, WorkspaceId } from '@grove/kernel/contract'
import type { Ctx, SystemCtx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import type { DemoProgress } from '../contract/index.ts'

export async function beginBuild(ctx: Ctx, accountId: number | null, days: number): Promise<void> {
  await ctx.db.exec(sql`
    insert into demo_build (workspace_id, account_id, state, day, days, updated_at)
    values (${ctx.workspaceId}, ${accountId}, 'building', 0, ${days}, ${ctx.clock.now()})`)
}

export async function putToSleep(system: SystemCtx, workspaceId: WorkspaceId, asleep: boolean): Promise<void> {
  await system.db.exec(sql`update workspace set asleep = ${asleep} where id = ${workspaceId}`)
}

export async function markDay(ctx: Ctx, day: number): Promise<void> {
  await ctx.db.exec(sql`update demo_build set day = ${day}, updated_at = ${ctx.clock.now()} where workspace_id = ${ctx.workspaceId}`)
}

export async function endBuild(ctx: Ctx, state: 'ready' | 'failed', liveCommunityId: number | null): Promise<void> {
  await ctx.db.exec(sql`
    update demo_build set state = ${state}, live_community_id = ${liveCommunityId}, updated_at = ${ctx.clock.now()}
    where workspace_id = ${ctx.workspaceId}`)
}

/** Of this account only. One that has said nothing since `alive` is over: its process is gone. */
export const readBuild = (system: SystemCtx, workspaceId: number, accountId: number, alive: Date) =>
  system.db.maybe<DemoProgress>(sql`
    select workspace_id as "workspaceId", case when state = 'building' and updated_at <= ${alive} then 'failed' else state end as state, day, days
    from demo_build where workspace_id = ${workspaceId} and account_id = ${accountId}`)

export const buildingOf = (system: SystemCtx, accountId: number, alive: Date) =>
  system.db.maybe<DemoProgress>(sql`
    select workspace_id as "workspaceId", state, day, days from demo_build
    where account_id = ${accountId} and state = 'building' and updated_at > ${alive} order by workspace_id desc limit 1`)

export interface LiveGroup {
  readonly communityId: number
  readonly locale: Locale
}

/** Demo workspaces whose group lives on. */
export async function liveWorkspaces(system: SystemCtx): Promise<WorkspaceId[]> {
  const rows = await system.db.rows<{ id: WorkspaceId }>(sql`
    select w.id from workspace w join demo_build b on b.workspace_id = w.id
    where w.demo and not w.asleep and b.state = 'ready' and b.live_community_id is not null order by w.id limit 100`)
  return rows.map((row) => row.id)
}

export const liveGroup = (ctx: Ctx) =>
  ctx.db.maybe<{ communityId: number }>(sql`
    select live_community_id as "communityId" from demo_build where workspace_id = ${ctx.workspaceId} and live_community_id is not null`)

export async function memberIds(ctx: Ctx, communityId: number): Promise<number[]> {
  const { ids } = await ctx.db.one<{ ids: number[] }>(sql`
    select coalesce(array_agg(member_id order by member_id), '{}')::bigint[] as ids from membership
    where workspace_id = ${ctx.workspaceId} and community_id = ${communityId} and state = 'active' and counted`)
  return ids
}

/** Groups whose last post asks for a letter. */
export async function askingCommunities(ctx: Ctx): Promise<ReadonlySet<number>> {
  const rows = await ctx.db.rows<{ id: number }>(sql`
    select community_id as id from room where workspace_id = ${ctx.workspaceId} and thread = 0 and ask is not null`)
  return new Set(rows.map((row) => row.id))
}

export interface OpenTask {
  readonly id: number
  readonly kind: string
  readonly outcome: string
}

/** Open tasks with the first way to finish each. */
export const openTasksOf = (ctx: Ctx) =>
  ctx.db.rows<OpenTask>(sql`
    select id, kind, coalesce(options -> 0 ->> 'outcome', case when kind = 'confirm' then 'send' else 'done' end) as outcome
    from task where workspace_id = ${ctx.workspaceId} and state = 'open' order by id limit 200`)

export interface AskedForCard {
  readonly memberId: number
  readonly workspaceKey: string
  readonly code: string
  readonly from: string
}

/** Members who were asked for their card since yesterday evening and have not answered. */
export const askedToday = (ctx: Ctx) =>
  ctx.db.rows<AskedForCard>(sql`
    select k.member_id as "memberId", w.public_key as "workspaceKey", f.public_code as code, c.public_code as "from"
    from form_ask k
    join form f on f.workspace_id = ${ctx.workspaceId} and f.id = k.form_id and f.state = 'open' and f.key = 'newcomer-card'
    join community c on c.workspace_id = ${ctx.workspaceId} and c.id = k.community_id
    join workspace w on w.id = ${ctx.workspaceId}
    where k.workspace_id = ${ctx.workspaceId} and k.asked_at > ${new Date(ctx.clock.now().getTime() - 86_400_000)}
      and not exists (select 1 from form_answer a where a.workspace_id = ${ctx.workspaceId} and a.form_id = k.form_id and a.member_id = k.member_id)
    order by k.member_id limit 500`)
