import type { InputOf, OutputOf } from '@grove/kernel/contract'
import type { Ctx } from '@grove/kernel/server'
import sql, { type Sql } from 'sql-template-tag'
import type { listMembers as listRoute, MemberSort, MemberSummary } from '../contract/index.ts'
import { withMasks } from './contact.ts'
import { pageOfRows, readCursor, readMomentCursor } from './cursor.ts'
import { type FilterPlan, planFilter } from './read-filter.ts'

/** Counted exactly up to here; above it the planner's estimate is good enough and costs nothing. */
const COUNTED = 2000

type Row = MemberSummary & { readonly key: string }

/** The member list: at most three statements (search, page, total), each answered from an index. */
export async function listMembers(ctx: Ctx, input: InputOf<typeof listRoute>): Promise<OutputOf<typeof listRoute>> {
  const plan = await planFilter(ctx, input, 'page')
  if (plan.size === 'empty') return { items: [], next: null, total: { count: 0, exact: true } }
  const rows = await readPage(ctx, plan.where, input)
  const page = pageOfRows(rows, input.limit)
  const items = page.items.map(({ key: _key, ...row }) => withMasks(ctx, row))
  if (input.cursor !== undefined) return { items, next: page.next, total: null }
  const total = page.next === null ? { count: items.length, exact: true } : await countMembers(ctx, plan, items.length + 1)
  return { items, next: page.next, total }
}

/** Numbers first, whole rows for those shown alone: most walks then stay inside an index. */
function readPage(ctx: Ctx, where: Sql, input: InputOf<typeof listRoute>): Promise<Row[]> {
  const { order, key, outer } = sortOf(input)
  return ctx.db.rows<Row>(sql`
    select p.id, p.display_name as "displayName", p.avatar_url as "avatarUrl", p.phone_sealed as phone, p.email_sealed as email, p.city, p.stage, p.kind, p.source,
      p.owner_staff_id as "ownerStaffId", s.display_name as "ownerName", nullif(p.last_active_at, p.created_at) as "lastActiveAt",
      p.created_at as "createdAt", ${key} as key, ${tagsOf(ctx)} as tags
    from (select m.id from member m where ${where} and ${after(input)} order by ${order} limit ${input.limit + 1}) h
    join member p on p.workspace_id = ${ctx.workspaceId} and p.id = h.id
    left join staff s on s.workspace_id = ${ctx.workspaceId} and s.id = p.owner_staff_id
    order by ${outer}`)
}

const SORTS: Readonly<Record<MemberSort, { readonly order: Sql; readonly outer: Sql; readonly key: Sql }>> = {
  '-createdAt': { order: sql`m.id desc`, outer: sql`p.id desc`, key: sql`''` },
  createdAt: { order: sql`m.id`, outer: sql`p.id`, key: sql`''` },
  '-lastActiveAt': {
    order: sql`m.last_active_at desc, m.id desc`,
    outer: sql`p.last_active_at desc, p.id desc`,
    key: sql`p.last_active_at::text`,
  },
  lastActiveAt: { order: sql`m.last_active_at, m.id`, outer: sql`p.last_active_at, p.id`, key: sql`p.last_active_at::text` },
}

/** Within a stretch of time the list walks the index of that time, so that it never comes by members outside of it. */
const BY_MOMENT: typeof SORTS = {
  ...SORTS,
  '-createdAt': { order: sql`m.created_at desc, m.id desc`, outer: sql`p.created_at desc, p.id desc`, key: sql`p.created_at::text` },
  createdAt: { order: sql`m.created_at, m.id`, outer: sql`p.created_at, p.id`, key: sql`p.created_at::text` },
}

type Sorted = Pick<InputOf<typeof listRoute>, 'sort' | 'cursor' | 'createdFrom' | 'createdTo'>

const isStretch = (input: Sorted) => input.createdFrom !== undefined || input.createdTo !== undefined

function sortOf(input: Sorted) {
  return (isStretch(input) ? BY_MOMENT : SORTS)[input.sort]
}

function after(input: Sorted): Sql {
  const { sort, cursor } = input
  const created = sort === '-createdAt' || sort === 'createdAt'
  const byId = created && !isStretch(input)
  const place = byId ? readCursor(cursor) : readMomentCursor(cursor)
  if (!place) return sql`true`
  if (byId) return sort === 'createdAt' ? sql`m.id > ${place.id}` : sql`m.id < ${place.id}`
  const moment = created ? sql`m.created_at` : sql`m.last_active_at`
  const sign = sort.startsWith('-') ? sql`<` : sql`>`
  return sql`(${moment}, m.id) ${sign} (${place.key}::timestamptz, ${place.id}::bigint)`
}

/** Tags of the member in alias `p`, as JSON. */
export function tagsOf(ctx: Ctx): Sql {
  return sql`(
    select coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name, 'groupName', t.group_name, 'color', coalesce(t.color, g.color),
      'until', mt.until) order by t.group_name, t.name), '[]')
    from member_tag mt join tag t on t.workspace_id = ${ctx.workspaceId} and t.id = mt.tag_id
    left join tag_group g on g.workspace_id = ${ctx.workspaceId} and g.name = t.group_name
    where mt.workspace_id = ${ctx.workspaceId} and mt.member_id = p.id)`
}

/** Never walks far: a broad search has more hits than are counted anyway, and its matches may lie far apart. */
async function countMembers(ctx: Ctx, plan: FilterPlan, seen: number): Promise<{ count: number; exact: boolean }> {
  if (plan.wide && plan.size !== 'narrow') {
    const estimate = await estimateRows(ctx, sql`select m.id from member m where ${plan.wide.where}`)
    return { count: Math.max(seen, Math.round(estimate * plan.wide.share)), exact: false }
  }
  if (plan.size !== 'narrow') {
    const estimate = await estimateRows(ctx, sql`select m.id from member m where ${plan.where}`)
    if (estimate > COUNTED || plan.size === 'broad') return { count: Math.max(estimate, COUNTED), exact: false }
  }
  const { count } = await ctx.db.one<{ count: number }>(sql`
    select count(*) as count from (select 1 from member m where ${plan.where} limit ${COUNTED + 1}) c`)
  return { count, exact: count <= COUNTED }
}

/** Rows the planner expects of a statement. */
export async function estimateRows(ctx: Ctx, statement: Sql): Promise<number> {
  const { 'QUERY PLAN': plan } = await ctx.db.one<{ 'QUERY PLAN': readonly { readonly Plan: { readonly 'Plan Rows': number } }[] }>(
    sql`explain (format json) ${statement}`,
  )
  return plan[0]?.Plan['Plan Rows'] ?? 0
}
