import type { InputOf, OutputOf } from '@grove/kernel/contract'
import type { Ctx } from '@grove/kernel/server'
import sql, { join, type Sql } from 'sql-template-tag'
import type { listMembers as listRoute, MemberSort, MemberSummary } from '../contract/index.ts'
import { withMasks } from './contact.ts'
import { pageOfRows, readCursor, readMomentCursor } from './cursor.ts'
import { EXPECTED, type FilterParts, gathered, partsOf } from './read-filter.ts'
import { NO_MEMBERS } from './scope.ts'

/** Whoever fits one filter, where that is so few, is asked for the others; as many of those who fit them all are sorted and counted. */
const LIMITS: Limits = { begin: 100_000, gather: 5000, held: 150_000 }

export interface Limits {
  /** Members of the smallest filter, as expected, from which gathering may begin. */
  readonly begin: number
  /** Found at most: where there are more, a page is met soon on a walk in the order of the list. */
  readonly gather: number
  /** Sets expected to be larger are not kept in memory (which would be more than PostgreSQL gives by default): members are looked up in them. */
  readonly held: number
}

type ListInput = InputOf<typeof listRoute>
type Row = MemberSummary & { readonly key: string; readonly position: number }

export const listMembers = (ctx: Ctx, input: ListInput): Promise<OutputOf<typeof listRoute>> => listMembersBy(ctx, input, LIMITS)

/**
 * The member list in two or three statements, each answered from indexes: what the planner expects; those who fit, gathered, unless they are
 * many; else a walk along the list, and what was expected is the total.
 */
export async function listMembersBy(ctx: Ctx, input: ListInput, limits: Limits): Promise<OutputOf<typeof listRoute>> {
  const parts = partsOf(ctx, input)
  const first = input.cursor === undefined
  if (parts.sets.includes(NO_MEMBERS)) return { items: [], next: null, total: first ? { count: 0, exact: true } : null }
  const expected = await expect(ctx, partsOf(ctx, input, EXPECTED))
  const found = await gatherPage(ctx, parts, expected, input, limits)
  const page = pageOfRows(found?.rows ?? (await walkPage(ctx, parts, expected, input, limits)), input.limit)
  const items = page.items.map(({ key: _key, position: _position, ...row }) => withMasks(ctx, row))
  if (!first) return { items, next: page.next, total: null }
  if (page.next === null) return { items, next: null, total: { count: items.length, exact: true } }
  const total = found ? { count: found.total, exact: true } : { count: Math.max(expected.all, items.length + 1), exact: false }
  return { items, next: page.next, total }
}

interface Found {
  readonly total: number
  readonly rows: readonly Row[]
}

/** All who are meant, then the page of them; undefined where they are too many. */
async function gatherPage(ctx: Ctx, parts: FilterParts, expected: Expected, input: ListInput, limits: Limits): Promise<Found | undefined> {
  if (expected.smallest > limits.begin) return undefined
  const hits = sql`select m.id from found m where ${after(input)} order by ${sortOf(input).order} limit ${input.limit + 1}`
  const rows = await ctx.db.rows<Row & { readonly id: number | null; readonly met: number; readonly total: number }>(sql`
    with met as materialized (${beginning(ctx, parts, expected, limits)} limit ${limits.gather + 1}),
    found as materialized (
      select m.id, m.last_active_at, m.created_at from member m
      where ${parts.columns} and m.id in (select id from met) and (select count(*) from met) <= ${limits.gather})
    select n.met, n.total, w.* from (select (select count(*) from met)::int as met, (select count(*) from found)::int as total) n
    left join (${wholeRows(ctx, hits, input)}) w on true order by w.position`)
  const [one] = rows
  if (!one || one.met > limits.gather) return undefined
  return { total: one.total, rows: one.id === null ? [] : rows.map(({ met: _met, total: _total, ...row }) => row) }
}

/**
 * Those of the smallest filter who are in the other sets. `offset 0` keeps these out of it: they would be reckoned once for each of its
 * groups, and a whole table be read instead.
 */
function beginning(ctx: Ctx, { columns, sets }: FilterParts, expected: Expected, limits: Limits): Sql {
  const from = expected.sets.findIndex((size) => size === expected.smallest)
  const begun = sets[from]
  const others = sets.flatMap((set, place) => (place === from ? [] : [isIn(set, expected.sets[place], limits)]))
  return begun
    ? sql`select m.id from (${begun} offset 0) m (id) where ${join([sql`true`, ...others], ' and ')}`
    : sql`select m.id from member m where ${join([columns, ...others], ' and ')}`
}

/** Along the index of the order until the page is full. */
function walkPage(ctx: Ctx, { columns, sets }: FilterParts, expected: Expected, input: ListInput, limits: Limits): Promise<Row[]> {
  const where = join([columns, ...sets.map((set, place) => isIn(set, expected.sets[place], limits)), after(input)], ' and ')
  const hits = sql`select m.id from member m where ${where} order by ${sortOf(input).order} limit ${input.limit + 1}`
  return ctx.db.rows<Row>(sql`${wholeRows(ctx, hits, input)} order by position`)
}

/**
 * Condition on `m.id`. `is true` keeps the planner from making a join of the set, which would look each member up: it is read once and kept.
 * Where it is too large for that, `offset 0` keeps it from being read whole.
 */
const isIn = (set: Sql, size = Infinity, { held }: Limits): Sql =>
  size <= held ? sql`(m.id in (${set})) is true` : sql`exists (select 1 from (${set}) p (id) where p.id = m.id offset 0)`

/** Numbers first, whole rows for those shown alone. */
function wholeRows(ctx: Ctx, hits: Sql, input: Sorted): Sql {
  const { key, outer } = sortOf(input)
  return sql`
    select p.id, p.display_name as "displayName", p.avatar_url as "avatarUrl", p.phone_sealed as phone, p.email_sealed as email, p.city, p.stage, p.kind, p.source,
      p.owner_staff_id as "ownerStaffId", s.display_name as "ownerName", nullif(p.last_active_at, p.created_at) as "lastActiveAt",
      p.created_at as "createdAt", ${key} as key, ${tagsOf(ctx)} as tags, row_number() over (order by ${outer}) as position
    from (${hits}) h
    join member p on p.workspace_id = ${ctx.workspaceId} and p.id = h.id
    left join staff s on s.workspace_id = ${ctx.workspaceId} and s.id = p.owner_staff_id`
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

interface Expected {
  /** Who fits all filters. */
  readonly all: number
  /** Of each set, in their order. */
  readonly sets: readonly number[]
  /** The smallest of the sets and of who fits the conditions on columns. */
  readonly smallest: number
}

interface Plan {
  readonly 'Plan Rows': number
  readonly Plans?: readonly Plan[]
}

/** What the planner expects of all filters together, of the columns' alone, and of each set, in one statement that reads nobody. */
async function expect(ctx: Ctx, parts: FilterParts): Promise<Expected> {
  const whole = sql`(select m.id from member m where ${gathered(parts)} offset 0)`
  const columns = sql`(select m.id from member m where ${parts.columns} offset 0)`
  const each = parts.sets.map((set) => sql`(select x.id from (${set}) x (id) offset 0)`)
  const { 'QUERY PLAN': plan } = await ctx.db.one<{ 'QUERY PLAN': readonly { readonly Plan: Plan }[] }>(
    sql`explain (format json) ${join([whole, columns, ...each], ' union all ')}`,
  )
  const sizes = (plan[0]?.Plan.Plans ?? []).map((one) => one['Plan Rows'])
  if (sizes.length !== each.length + 2) return { all: Infinity, sets: [], smallest: Infinity }
  return { all: sizes[0] ?? 0, sets: sizes.slice(2), smallest: Math.min(...sizes.slice(1)) }
}
