import type { InputOf, OutputOf } from '@grove/kernel/contract'
import { kernelErrors } from '@grove/kernel/contract'
import { anywhere, type Ctx } from '@grove/kernel/server'
import { type Place, pageOfRows, readCursor } from '@grove/member/server'
import sql, { join, type Sql } from 'sql-template-tag'
import type { CommunitySort, CommunitySummary, listChapters as chaptersRoute, listCommunities as listRoute } from '../contract/index.ts'
import { communityScope } from './scope.ts'

type Input = InputOf<typeof listRoute>
type CommunityFilter = Omit<Input, 'cursor' | 'limit' | 'sort'>

export const listCommunities = (ctx: Ctx, input: Input): Promise<OutputOf<typeof listRoute>> => communityPage(ctx, input, sql`true`)

/** The community list: a page and its exact count, two statements. `also` narrows it further, on alias `c`. */
export async function communityPage(ctx: Ctx, input: Input, also: Sql): Promise<OutputOf<typeof listRoute>> {
  const where = sql`${communityMatches(ctx, input)} and ${also}`
  const { key, cast, way, beyond } = orderOf(input.sort)
  const after = place(input.cursor, input.sort)
  const rows = await ctx.db.rows<CommunitySummary & { key: string }>(sql`
    select c.id, c.name, c.type, c.state, c.channel, c.public_code as "publicCode", c.capacity, c.member_count as "memberCount", c.chapter,
      c.closes_at as "closesAt", c.created_at as "createdAt", ${key}::text as key,
      array(select s.display_name from community_staff cs join staff s on s.workspace_id = ${ctx.workspaceId} and s.id = cs.staff_id
        where cs.workspace_id = ${ctx.workspaceId} and cs.community_id = c.id and cs.post = 'owner' and cs.until is null order by cs.id) as owners,
      (select count(*)::int from application a where a.workspace_id = ${ctx.workspaceId} and a.community_id = c.id
        and a.state in ('waiting', 'interview')) as waiting
    from (
      select c.id, c.name, c.type, c.state, c.channel, c.public_code, c.capacity, c.member_count, c.chapter, c.closes_at, c.created_at
      from community c where ${where}
        and ${after ? sql`(${key}, c.id) ${beyond} (${after.key}${cast}, ${after.id}::bigint)` : sql`true`}
      order by ${key} ${way}, c.id ${way} limit ${input.limit + 1}) c
    order by ${key} ${way}, c.id ${way}`)
  const page = pageOfRows(rows, input.limit)
  const items = page.items.map(({ key: _key, ...row }) => row)
  if (input.cursor !== undefined) return { items, next: page.next, total: null }
  if (page.next === null) return { items, next: null, total: { count: items.length, exact: true } }
  const { count } = await ctx.db.one<{ count: number }>(sql`select count(*) as count from community c where ${where}`)
  return { items, next: page.next, total: { count, exact: true } }
}

interface Order {
  readonly key: Sql
  /** Type of the key in a cursor, and its form. */
  readonly cast: Sql
  readonly form: RegExp
}

const ORDERS: Readonly<Record<string, Order>> = {
  createdAt: { key: sql`c.id`, cast: sql`::bigint`, form: /^\d{1,16}$/ },
  name: { key: sql`c.name`, cast: sql`::text`, form: /^[\s\S]{0,200}$/ },
  memberCount: { key: sql`c.member_count`, cast: sql`::int`, form: /^\d{1,9}$/ },
  closesAt: { key: sql`coalesce(c.closes_at, 'infinity')`, cast: sql`::timestamptz`, form: /^(?:infinity|[\d\-:. +]{10,40})$/ },
}

function orderOf(sort: CommunitySort): Order & { readonly way: Sql; readonly beyond: Sql } {
  const order = ORDERS[sort.replace('-', '')] as Order
  return sort.startsWith('-') ? { ...order, way: sql`desc`, beyond: sql`<` } : { ...order, way: sql`asc`, beyond: sql`>` }
}

/** @throws kernel.invalid_input */
function place(cursor: string | undefined, sort: CommunitySort): Place | undefined {
  const found = readCursor(cursor)
  if (!found || orderOf(sort).form.test(found.key)) return found
  throw kernelErrors.invalid_input({ issues: [{ path: 'cursor', code: 'custom', message: 'not a cursor of this list' }] })
}

/** On alias `c` (table community): those the actor may see and the filter means. */
export function communityMatches(ctx: Ctx, filter: CommunityFilter): Sql {
  const parts = [sql`c.workspace_id = ${ctx.workspaceId}`, communityScope(ctx)]
  if (filter.text) {
    const pattern = anywhere(filter.text)
    parts.push(sql`(c.name ilike ${pattern} or c.public_code = ${filter.text.toUpperCase()})`)
  }
  if (filter.type) parts.push(sql`c.type = ${filter.type}`)
  if (filter.state) parts.push(sql`c.state = ${filter.state}`)
  if (filter.channel) parts.push(sql`c.channel = ${filter.channel}`)
  if (filter.chapter) parts.push(sql`c.chapter = ${filter.chapter}`)
  if (filter.ownerStaffId)
    parts.push(sql`exists (select 1 from community_staff fs where fs.workspace_id = ${ctx.workspaceId} and fs.community_id = c.id
      and fs.staff_id = ${filter.ownerStaffId} and fs.until is null)`)
  return join(parts, ' and ')
}

export async function listChapters(ctx: Ctx): Promise<OutputOf<typeof chaptersRoute>> {
  const rows = await ctx.db.rows<{ chapter: string }>(sql`
    select distinct c.chapter from community c where c.workspace_id = ${ctx.workspaceId} and c.chapter is not null and ${communityScope(ctx)}
    order by 1 limit 500`)
  return { items: rows.map((row) => row.chapter) }
}
