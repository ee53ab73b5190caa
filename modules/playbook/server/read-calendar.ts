import { addDays, startOfDay } from '@grove/calendar'
import { communityScope } from '@grove/community/server'
import type { Ctx } from '@grove/kernel/server'
import type { Text } from '@grove/playbook-kit/contract'
import sql from 'sql-template-tag'
import { type RunAtWork, runsAtWork } from './at-work.ts'
import { MOST_ITEMS, type PlannedItem, plannedBetween } from './planned-items.ts'

export interface CalendarQuery {
  readonly from: string
  readonly to: string
  readonly type?: string | undefined
  readonly communityId?: number | undefined
  readonly ownerStaffId?: number | undefined
}

export interface NamedRun {
  readonly id: number
  readonly playbookTitle: Text
  readonly communityId: number
  readonly communityName: string
  readonly communityType: string
  readonly ownerStaffId: number | null
  readonly ownerName: string | null
}

/** Runs looked at: the calendar says when it had to leave some out. */
const MOST_RUNS = 400
const TOO_MANY_GROUPS = 10

/** What all runs did and will do between two local days (both included), and the minutes at which one owner has too many groups. */
export async function getCalendar(ctx: Ctx, query: CalendarQuery) {
  const runs = await readNamedRuns(ctx, query)
  if (runs.length === 0) return { items: [], cut: false, overloads: [] }
  const works = await runsAtWork(
    ctx,
    runs.map((run) => run.id),
  )
  const [from, to] = [startOfDay(query.from, ctx.zone), startOfDay(addDays(query.to, 1), ctx.zone) - 1]
  const now = ctx.clock.now().getTime()
  const past = from <= now ? await readPast(ctx, runs, works, from, Math.min(to, now)) : []
  const coming = to > now ? await plannedBetween(ctx, [...works.values()], Math.max(from, now), to) : { items: [], cut: false }
  const named = new Map(runs.map((run) => [run.id, run]))
  return {
    items: [...past, ...coming.items.map((item) => ({ ...item, ending: null }))].flatMap((item) => shown(item, works, named)),
    cut: coming.cut || runs.length >= MOST_RUNS || past.length >= MOST_ITEMS,
    overloads: overloads(coming.items, named),
  }
}

export async function getRunUpcoming(ctx: Ctx, input: { readonly id: number; readonly days: number }) {
  const works = await runsAtWork(ctx, [input.id])
  return { items: await upcomingOf(ctx, [...works.values()], input.days) }
}

/** What these runs do in the next days by the clock alone, with the names of run and community; those the actor may not see are left out. */
export async function upcomingOf(ctx: Ctx, works: readonly RunAtWork[], days: number) {
  const now = ctx.clock.now().getTime()
  const named = new Map<number, NamedRun>()
  for (const work of works) for (const run of await readNamedRuns(ctx, { from: '', to: '' }, work.stored.id)) named.set(run.id, run)
  const { items } = await plannedBetween(ctx, works, now, now + days * DAY_MS)
  const byId = new Map(works.map((work) => [work.stored.id, work]))
  return items.flatMap((item) => shown({ ...item, ending: null }, byId, named))
}

const DAY_MS = 86_400_000

const readNamedRuns = (ctx: Ctx, query: CalendarQuery, runId: number | null = null) =>
  ctx.db.rows<NamedRun>(sql`
    select r.id, p.title as "playbookTitle", c.id as "communityId", c.name as "communityName", c.type as "communityType",
      o.staff_id as "ownerStaffId", s.display_name as "ownerName"
    from playbook_run r join playbook p on p.workspace_id = r.workspace_id and p.id = r.playbook_id
    join community c on c.workspace_id = r.workspace_id and c.id = r.community_id
    left join lateral (select staff_id from community_staff o where o.workspace_id = r.workspace_id and o.community_id = r.community_id
      and o.post = 'owner' and o.until is null order by o.id limit 1) o on true
    left join staff s on s.workspace_id = r.workspace_id and s.id = o.staff_id
    where r.workspace_id = ${ctx.workspaceId} and ${communityScope(ctx)}
      and (${runId}::bigint is null or r.id = ${runId}) and (${runId}::bigint is not null or r.state in ('active', 'paused') or r.ended_at is not null)
      and (${query.type ?? null}::text is null or c.type = ${query.type ?? null})
      and (${query.communityId ?? null}::bigint is null or c.id = ${query.communityId ?? null})
      and (${query.ownerStaffId ?? null}::bigint is null or o.staff_id = ${query.ownerStaffId ?? null})
    order by r.id desc limit ${MOST_RUNS}`)

interface PastItem extends PlannedItem {
  readonly ending: string | null
}

/** What steps did in the span, from their counts. */
async function readPast(
  ctx: Ctx,
  runs: readonly NamedRun[],
  works: ReadonlyMap<number, RunAtWork>,
  from: number,
  to: number,
): Promise<PastItem[]> {
  const rows = await ctx.db.rows<{ runId: number; step: string; occurrence: number; ending: string; members: number; at: Date }>(sql`
    select n.run_id as "runId", s.key as step, n.occurrence, n.ending, sum(n.members)::int as members, min(n.first_at) as at
    from playbook_step_count n join playbook_step s on s.workspace_id = n.workspace_id and s.id = n.step_id
    where n.workspace_id = ${ctx.workspaceId} and n.run_id = any(${runs.map((run) => run.id)}::bigint[])
      and n.first_at between ${new Date(from)} and ${new Date(to)}
    group by n.run_id, s.key, n.occurrence, n.ending, n.day order by at limit ${MOST_ITEMS}`)
  return rows.flatMap((row) => {
    const planned = works.get(row.runId)?.plan.steps.get(row.step)
    if (!planned) return []
    const needs = planned.step.confirm ? ('confirm' as const) : planned.person ? ('person' as const) : ('system' as const)
    return [{ ...row, kind: planned.step.do.kind, needs, track: planned.step.track, waiting: null }]
  })
}

function shown(item: PastItem, works: ReadonlyMap<number, RunAtWork>, runs: ReadonlyMap<number, NamedRun>) {
  const planned = works.get(item.runId)?.plan.steps.get(item.step)
  const run = runs.get(item.runId)
  if (!planned || !run) return []
  const { title, who, marketing, topic } = planned.step
  const { playbookTitle, communityId, communityName, communityType } = run
  return [{ ...item, playbookTitle, communityId, communityName, communityType, title, who, marketing, topic: topic ?? null }]
}

/** Minutes at which steps of more than ten groups of one owner fall due. */
function overloads(items: readonly PlannedItem[], runs: ReadonlyMap<number, NamedRun>) {
  const minutes = new Map<string, { at: Date; staffId: number; staffName: string; groups: Set<number> }>()
  for (const item of items) {
    const run = runs.get(item.runId)
    if (!run?.ownerStaffId || item.needs === 'system') continue
    const at = new Date(Math.floor(item.at.getTime() / 60_000) * 60_000)
    const name = `${run.ownerStaffId}/${at.getTime()}`
    const minute = minutes.get(name) ?? { at, staffId: run.ownerStaffId, staffName: run.ownerName ?? '', groups: new Set() }
    minute.groups.add(run.communityId)
    minutes.set(name, minute)
  }
  return [...minutes.values()]
    .filter((minute) => minute.groups.size > TOO_MANY_GROUPS)
    .map((minute) => ({ ...minute, groups: minute.groups.size }))
}
