import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import type { CountKey } from '../contract/index.ts'

export type DayCount = { readonly communityId: number; readonly day: string } & Record<CountKey, number>

export async function addDays(ctx: Ctx, rows: readonly DayCount[]): Promise<void> {
  if (rows.length === 0) return
  await ctx.db.exec(sql`
    insert into figure_day as f (workspace_id, community_id, day, joined, "left", removed, messages, answers, reactions, posts, reached)
    select ${ctx.workspaceId}, n.community_id, n.day, n.joined, n."left", n.removed, n.messages, n.answers, n.reactions, n.posts, n.reached
    from unnest(
      ${rows.map((row) => row.communityId)}::bigint[], ${rows.map((row) => row.day)}::date[], ${rows.map((row) => row.joined)}::int[],
      ${rows.map((row) => row.left)}::int[], ${rows.map((row) => row.removed)}::int[], ${rows.map((row) => row.messages)}::int[],
      ${rows.map((row) => row.answers)}::int[], ${rows.map((row) => row.reactions)}::int[], ${rows.map((row) => row.posts)}::int[],
      ${rows.map((row) => row.reached)}::int[]
    ) as n (community_id, day, joined, "left", removed, messages, answers, reactions, posts, reached)
    on conflict (workspace_id, community_id, day) do update set joined = f.joined + excluded.joined, "left" = f."left" + excluded."left",
      removed = f.removed + excluded.removed, messages = f.messages + excluded.messages, answers = f.answers + excluded.answers,
      reactions = f.reactions + excluded.reactions, posts = f.posts + excluded.posts, reached = f.reached + excluded.reached`)
}

export async function addSpeakers(ctx: Ctx, rows: readonly { communityId: number; day: string; memberId: number }[]): Promise<void> {
  if (rows.length === 0) return
  await ctx.db.exec(sql`
    insert into figure_speaker (workspace_id, community_id, day, member_id)
    select distinct ${ctx.workspaceId}::bigint, n.community_id, n.day, n.member_id
    from unnest(${rows.map((row) => row.communityId)}::bigint[], ${rows.map((row) => row.day)}::date[], ${rows.map((row) => row.memberId)}::bigint[])
      as n (community_id, day, member_id)
    on conflict do nothing`)
}

export async function addAnswers(
  ctx: Ctx,
  rows: readonly { runId: number; stepId: number; occurrence: number; memberId: number }[],
): Promise<void> {
  if (rows.length === 0) return
  await ctx.db.exec(sql`
    insert into figure_answer (workspace_id, run_id, step_id, occurrence, member_id)
    select distinct ${ctx.workspaceId}::bigint, n.run_id, n.step_id, n.occurrence, n.member_id
    from unnest(${rows.map((row) => row.runId)}::bigint[], ${rows.map((row) => row.stepId)}::bigint[],
      ${rows.map((row) => row.occurrence)}::bigint[], ${rows.map((row) => row.memberId)}::bigint[]) as n (run_id, step_id, occurrence, member_id)
    on conflict do nothing`)
}

export async function clearFigures(ctx: Ctx): Promise<void> {
  await ctx.db.exec(sql`delete from figure_day where workspace_id = ${ctx.workspaceId}`)
  await ctx.db.exec(sql`delete from figure_speaker where workspace_id = ${ctx.workspaceId}`)
  await ctx.db.exec(sql`delete from figure_answer where workspace_id = ${ctx.workspaceId}`)
}
