import type { InputOf, OutputOf } from '@grove/kernel/contract'
import type { Ctx } from '@grove/kernel/server'
import sql, { type Sql } from 'sql-template-tag'
import { memberErrors, type TimelineEntry, type memberTimeline as timelineRoute } from '../contract/index.ts'
import { pageOfRows, readCursor } from './cursor.ts'
import { seenIds } from './read-seen.ts'

/** What happened with one member. @throws member.not_found */
export async function memberTimeline(ctx: Ctx, input: InputOf<typeof timelineRoute>): Promise<OutputOf<typeof timelineRoute>> {
  const [id] = await seenIds(ctx, [input.id])
  if (id === undefined) throw memberErrors.not_found()
  return readTimeline(ctx, sql`e.member_id = ${id}`, input)
}

/**
 * A page of the log, newest first, for a condition on alias `e` that an index answers (one member, one community).
 * `kind` is a whole kind or its noun (`member` for `member.tagged` and the like).
 */
export async function readTimeline(
  ctx: Ctx,
  whose: Sql,
  input: {
    readonly kind?: string | undefined
    readonly communityId?: number | undefined
    readonly days?: number | undefined
    readonly cursor?: string | undefined
    readonly limit: number
  },
): Promise<OutputOf<typeof timelineRoute>> {
  const place = readCursor(input.cursor)
  const rows = await ctx.db.rows<TimelineEntry>(sql`
    select p.id, p.kind, p.at, p.member_id as "memberId", m.display_name as "memberName", p.community_id as "communityId", p.run_id as "runId",
      case when p.actor ->> 'kind' = 'staff' then p.actor || jsonb_build_object('name', s.display_name)
        when p.actor ->> 'kind' = 'member' then p.actor || jsonb_build_object('name', a.display_name) else p.actor end as actor, p.data
    from (
      select e.id, e.kind, e.at, e.member_id, e.community_id, e.run_id, e.actor, e.data from event e
      where e.workspace_id = ${ctx.workspaceId} and ${whose} and ${place ? sql`e.id < ${place.id}` : sql`true`}
        and ${input.kind === undefined ? sql`true` : ofKind(input.kind)}
        and ${input.communityId === undefined ? sql`true` : sql`e.community_id = ${input.communityId}`}
        and ${input.days === undefined ? sql`true` : sql`e.at >= ${daysAgo(ctx, input.days)}`}
      order by e.id desc limit ${input.limit + 1}) p
    left join member m on m.workspace_id = ${ctx.workspaceId} and m.id = p.member_id
    left join staff s on s.workspace_id = ${ctx.workspaceId} and p.actor ->> 'kind' = 'staff' and s.id = (p.actor ->> 'id')::bigint
    left join member a on a.workspace_id = ${ctx.workspaceId} and p.actor ->> 'kind' = 'member' and a.id = (p.actor ->> 'id')::bigint
    order by p.id desc`)
  const page = pageOfRows(rows, input.limit)
  return { items: [...page.items], next: page.next, total: null }
}

function ofKind(kind: string): Sql {
  return kind.includes('.') ? sql`e.kind = ${kind}` : sql`starts_with(e.kind, ${`${kind}.`})`
}

function daysAgo(ctx: Ctx, days: number): Date {
  return new Date(ctx.clock.now().getTime() - days * 86_400_000)
}
