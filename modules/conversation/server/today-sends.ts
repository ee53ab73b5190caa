import { communityScope } from '@grove/community/server'
import type { Ctx } from '@grove/kernel/server'
import type { Problem, Upcoming } from '@grove/task/contract'
import type { TodaySource } from '@grove/task/server'
import sql from 'sql-template-tag'
import { type SendContent, sendSource } from '../contract/index.ts'
import { gistOf } from '../domain/content-text.ts'
import { originNames } from './send-origin.ts'

const RECENT_DAYS = 3
const SEVERE = new Set(['unknown', 'failed'])

/** What went wrong with sends in the last days, one line for each state and reason; confirmations are tasks, not trouble. */
async function wrong(ctx: Ctx): Promise<Problem[]> {
  const since = new Date(ctx.clock.now().getTime() - RECENT_DAYS * 86_400_000)
  const rows = await ctx.db.rows<{ state: string; reason: string; count: number }>(sql`
    select s.state, coalesce(s.reason, '') as reason, count(*)::int as count
    from send s join community c on c.workspace_id = s.workspace_id and c.id = s.community_id
    where s.workspace_id = ${ctx.workspaceId} and ${communityScope(ctx)} and s.state in ('needs_person', 'unknown', 'failed', 'refused')
      and s.reason <> 'confirm' and s.not_before >= ${since}
    group by s.state, s.reason order by count desc limit 12`)
  return rows.map((row) => ({
    key: `send.trouble.${row.state}`,
    params: { count: row.count, reason: `@send.reason.${row.reason}` },
    severity: SEVERE.has(row.state) ? 'error' : 'warning',
    href: `/sends?state=${row.state}&reason=${row.reason}`,
  }))
}

/** Manual sends that are set for later, and what limits hold back until a time. */
async function next(ctx: Ctx, limit: number): Promise<Upcoming[]> {
  const rows = await ctx.db.rows<{
    at: Date
    title: string | null
    body: SendContent
    count: number
    held: boolean
    source: number
    runId: number
    communityId: number | null
    communityName: string
  }>(sql`
    select w.at, a.title, k.body, w.count, w.held, w.source, w.run_id as "runId", w.community_id as "communityId", w.community_name as "communityName" from (
      select s.run_id, s.source, min(s.not_before) as at, min(s.content_id) as content_id, count(*)::int as count, bool_or(s.state = 'held') as held,
        case when min(c.id) = max(c.id) then min(c.id) end as community_id, min(c.name) as community_name
      from send s join community c on c.workspace_id = s.workspace_id and c.id = s.community_id
      where s.workspace_id = ${ctx.workspaceId} and ${communityScope(ctx)} and s.state in ('planned', 'held')
        and s.not_before > ${ctx.clock.now()} and (s.source = 2 or s.state = 'held')
      group by s.run_id, s.source, s.step_id, s.occurrence order by at limit ${limit}) w
    join content k on k.workspace_id = ${ctx.workspaceId} and k.id = w.content_id
    left join announcement a on w.source = 2 and a.workspace_id = ${ctx.workspaceId} and a.id = w.run_id
    order by w.at`)
  const activities = await originNames(
    ctx,
    'activity',
    rows.flatMap((row) => (row.source === sendSource.activity ? [row.runId] : [])),
  )
  const titleOf = (row: (typeof rows)[number]): Upcoming['title'] => {
    if (row.title !== null) return { text: row.title }
    const name = row.source === sendSource.activity ? activities.get(row.runId) : undefined
    const gist = gistOf(row.body)
    return name ? { key: 'send.next.held_activity', params: { name, gist } } : { key: 'send.next.held', params: { gist } }
  }
  return rows.map((row) => ({
    at: row.at,
    title: titleOf(row),
    community: row.communityId === null ? null : { id: row.communityId, name: row.communityName },
    count: row.count,
    href: row.held ? '/sends?state=held' : '/announcements',
  }))
}

export const todaySends: TodaySource = { name: 'sends', wrong, next }
