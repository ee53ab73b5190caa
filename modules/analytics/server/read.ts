import { communityScope } from '@grove/community/server'
import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import type { DayFigures } from '../contract/index.ts'

/** Counted members of a community the actor may see; undefined when there is none. */
export const readMembers = (ctx: Ctx, communityId: number) =>
  ctx.db.maybe<{ members: number }>(sql`
    select c.member_count as members from community c
    where c.workspace_id = ${ctx.workspaceId} and c.id = ${communityId} and ${communityScope(ctx)}`)

/** One row a day of the span, days without anything included. */
export const readDays = (ctx: Ctx, communityId: number, from: string, to: string) =>
  ctx.db.rows<DayFigures>(sql`
    select d.day::date as day, coalesce(f.joined, 0) as joined, coalesce(f."left", 0) as left, coalesce(f.removed, 0) as removed,
      coalesce(f.messages, 0) as messages, coalesce(f.answers, 0) as answers, coalesce(f.reactions, 0) as reactions, coalesce(f.posts, 0) as posts,
      coalesce(f.reached, 0) as reached,
      (select count(*)::int from figure_speaker s where s.workspace_id = ${ctx.workspaceId} and s.community_id = ${communityId} and s.day = d.day::date) as speakers
    from generate_series(${from}::date::timestamp, ${to}::date::timestamp, interval '1 day') as d (day)
    left join figure_day f on f.workspace_id = ${ctx.workspaceId} and f.community_id = ${communityId} and f.day = d.day::date
    order by d.day`)

export async function readSpeakers(ctx: Ctx, communityId: number, from: string, to: string): Promise<number> {
  const row = await ctx.db.one<{ n: number }>(sql`
    select count(distinct member_id)::int as n from figure_speaker
    where workspace_id = ${ctx.workspaceId} and community_id = ${communityId} and day between ${from}::date and ${to}::date`)
  return row.n
}

export interface RunSpan {
  readonly communityId: number
  readonly startedAt: Date
  readonly endedAt: Date | null
}

export const readRunSpan = (ctx: Ctx, runId: number) =>
  ctx.db.maybe<RunSpan>(sql`
    select r.community_id as "communityId", greatest(r.started_at, r.start_at) as "startedAt", r.ended_at as "endedAt"
    from playbook_run r join community c on c.workspace_id = r.workspace_id and c.id = r.community_id
    where r.workspace_id = ${ctx.workspaceId} and r.id = ${runId} and ${communityScope(ctx)}`)

export interface StepEffect {
  readonly step: string
  readonly variant: string | null
  readonly sent: number
  readonly notSent: number
  readonly waiting: number
  readonly answered: number
}

/** What the sends of each step and variant came to. Answers count people once a touch. */
export const readStepEffects = (ctx: Ctx, runId: number) =>
  ctx.db.rows<StepEffect>(sql`
    select k.key as step, s.variant, count(*) filter (where s.state = 'sent')::int as sent,
      count(*) filter (where s.state in ('refused', 'failed', 'cancelled', 'expired'))::int as "notSent",
      count(*) filter (where s.state not in ('sent', 'refused', 'failed', 'cancelled', 'expired'))::int as waiting,
      coalesce((select count(*)::int from figure_answer a where a.workspace_id = ${ctx.workspaceId} and a.run_id = ${runId} and a.step_id = min(s.step_id)), 0) as answered
    from send s join playbook_step k on k.workspace_id = s.workspace_id and k.id = s.step_id
    where s.workspace_id = ${ctx.workspaceId} and s.source = 1 and s.run_id = ${runId}
    group by k.key, s.variant order by min(s.id)`)
