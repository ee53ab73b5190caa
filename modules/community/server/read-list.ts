import type { InputOf, OutputOf } from '@grove/kernel/contract'
import { kernelErrors } from '@grove/kernel/contract'
import type { Ctx } from '@grove/kernel/server'
import { pageOfRows, type Place, readCursor } from '@grove/member/server'
import sql, { join, type Sql } from 'sql-template-tag'
import type { CommunitySort, CommunitySummary, listChapters as chaptersRoute, listCommunities as listRoute } from '../contract/index.ts'
import { communityScope } from './scope.ts'

type Input = InputOf<typeof listRoute>

/** The community list: a page and its exact count, two statements. */
export async function listCommunities(ctx: Ctx, input: Input): Promise<OutputOf<typeof listRoute>> {
  const where = conditions(ctx, input)
  const { key, outer, order } = SORTS[input.sort]
  const rows = await ctx.db.rows<CommunitySummary & { key: string }>(sql`
    select p.id, p.name, p.type, p.state, p.channel, p.public_code as "publicCode", p.capacity, p.member_count as "memberCount", p.chapter,
      p.closes_at as "closesAt", p.created_at as "createdAt", ${key} as key,
      array(select s.display_name from community_staff cs join staff s on s.workspace_id = ${ctx.workspaceId} and s.id = cs.staff_id
        where cs.workspace_id = ${ctx.workspaceId} and cs.community_id = p.id and cs.post = 'owner' and cs.until is null order by cs.id) as owners,
      (select count(*)::int from application a where a.workspace_id = ${ctx.workspaceId} and a.community_id = p.id
        and a.state in ('waiting', 'interview')) as waiting
    from (
      select c.id, c.name, c.type, c.state, c.channel, c.public_code, c.capacity, c.member_count, c.chapter, c.closes_at, c.created_at
      from community c where ${where} and ${after(input.sort, input.cursor)} order by ${order} limit ${input.limit + 1}) p
    order by ${outer}`)
  const page = pageOfRows(rows, input.limit)
  const items = page.items.map(({ key: _key, ...row }) => row)
  if (input.cursor !== undefined) return { items, next: page.next, total: null }
  if (page.next === null) return { items, next: null, total: { count: items.length, exact: true } }
  const { count } = await ctx.db.one<{ count: number }>(sql`select count(*) as count from community c where ${where}`)
  return { items, next: page.next, total: { count, exact: true } }
}

const SORTS: Readonly<Record<CommunitySort, { readonly order: Sql; readonly outer: Sql; readonly key: Sql }>> = {
  newest: { order: sql`c.id desc`, outer: sql`p.id desc`, key: sql`''` },
  name: { order: sql`c.name, c.id`, outer: sql`p.name, p.id`, key: sql`p.name` },
  size: { order: sql`c.member_count desc, c.id desc`, outer: sql`p.member_count desc, p.id desc`, key: sql`p.member_count::text` },
  closing: {
    order: sql`coalesce(c.closes_at, 'infinity'), c.id`,
    outer: sql`coalesce(p.closes_at, 'infinity'), p.id`,
    key: sql`coalesce(p.closes_at, 'infinity')::text`,
  },
}

function after(sort: CommunitySort, cursor: string | undefined): Sql {
  const place = readCursor(cursor)
  if (!place) return sql`true`
  if (sort === 'newest') return sql`c.id < ${place.id}`
  if (sort === 'name') return sql`(c.name, c.id) > (${place.key}, ${place.id}::bigint)`
  if (sort === 'size') return sql`(c.member_count, c.id) < (${fits(place, /^\d{1,9}$/)}::int, ${place.id}::bigint)`
  return sql`(coalesce(c.closes_at, 'infinity'), c.id) > (${fits(place, /^(?:infinity|[\d\-:. +]{10,40})$/)}::timestamptz, ${place.id}::bigint)`
}

function fits(place: Place, form: RegExp): string {
  if (form.test(place.key)) return place.key
  throw kernelErrors.invalid_input({ issues: [{ path: 'cursor', code: 'custom', message: 'not a cursor of this list' }] })
}

function conditions(ctx: Ctx, filter: Input): Sql {
  const parts = [sql`c.workspace_id = ${ctx.workspaceId}`, communityScope(ctx)]
  if (filter.text) {
    const pattern = `%${filter.text.replace(/[\\%_]/g, '\\$&')}%`
    parts.push(sql`(c.name ilike ${pattern} or c.public_code = ${filter.text.toUpperCase()})`)
  }
  if (filter.type) parts.push(sql`c.type = ${filter.type}`)
  if (filter.state) parts.push(sql`c.state = ${filter.state}`)
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
