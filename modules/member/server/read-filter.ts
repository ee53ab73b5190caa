import { addDays, startOfDay } from '@grove/calendar'
import type { Ctx } from '@grove/kernel/server'
import sql, { join, type Sql } from 'sql-template-tag'
import type { MemberFilter } from '../contract/index.ts'
import { afterPrefix, searchWords, typedContact } from '../domain/search-tokens.ts'
import { typedContactTokens } from './contact.ts'
import { filterByCommunity, filterBySegment, memberScope, memberScopeByProbe, scopeSizes } from './scope.ts'

/** A search that hits more members, or a scope that holds more, is answered by walking the list in its order instead. */
const NARROW = 10_000
/** Hits are counted up to here where a scope will leave only a share of them. */
const COUNTED_HITS = 100_000

export interface FilterPlan {
  /** Condition on alias `m`. */
  readonly where: Sql
  /** What is known of the size: nothing, few enough to count, more than that; `unknown` without a search or a scope. */
  readonly size: 'empty' | 'narrow' | 'broad' | 'unknown'
  /** The condition without the scope, where that is wide, and the share of the members that is in it. */
  readonly wide?: { readonly where: Sql; readonly share: number }
}

/**
 * Turns the filters of the list into a condition. A search, and for a `page` the scope of a chapter, cost one small statement that looks
 * how much there is: a page of a wide scope walks the list and probes, one of a narrow scope begins with its members.
 */
export async function planFilter(ctx: Ctx, filter: MemberFilter, how: 'whole' | 'page' = 'whole'): Promise<FilterPlan> {
  const words = filter.text === undefined ? undefined : searchWords(filter.text)
  const sizes = how === 'page' ? scopeSizes(ctx) : null
  const hits = words ? hitsOf(ctx, words.first, sizes ? COUNTED_HITS : NARROW) : undefined
  const seen = await lookAhead(ctx, hits, sizes)
  if (seen.hits === 0) return { where: sql`false`, size: 'empty' }
  const wide = seen.inScope > NARROW
  const share = wide ? seen.inScope / seen.inAll : 1
  const narrow = seen.hits !== null && seen.hits * share <= NARROW
  // Few of many hits are in the scope: both are gathered, and only what they share is looked at.
  const found = wide ? sql`select h.member_id from (${hits}) h where ${memberScope(ctx, sql`h.member_id`)}` : hits
  const text = words ? [narrow ? sql`m.id = any(array(${found}))` : contains(words.first), ...words.rest.map(contains)] : []
  const own = [sql`m.workspace_id = ${ctx.workspaceId} and m.erased_at is null`, ...text, ...conditions(ctx, filter)]
  const scope = wide ? memberScopeByProbe(ctx) : memberScope(ctx)
  const size = narrow || (sizes && !wide) ? 'narrow' : words ? 'broad' : 'unknown'
  const where = join([...own, scope], ' and ')
  return wide ? { where, size, wide: { where: join(own, ' and '), share } } : { where, size }
}

function conditions(ctx: Ctx, filter: MemberFilter): Sql[] {
  const parts: Sql[] = []
  if (filter.tagId)
    parts.push(sql`exists (select 1 from member_tag mt where mt.workspace_id = ${ctx.workspaceId} and mt.tag_id = ${filter.tagId}
      and mt.member_id = m.id)`)
  parts.push(...tagTests(ctx, filter))
  if (filter.city) parts.push(sql`m.city = ${filter.city}`)
  if (filter.createdFrom) parts.push(sql`m.created_at >= ${startOf(ctx, filter.createdFrom)}`)
  if (filter.createdTo) parts.push(sql`m.created_at < ${startOf(ctx, addDays(filter.createdTo, 1))}`)
  if (filter.stage) parts.push(sql`m.stage = ${filter.stage}`)
  if (filter.kind) parts.push(sql`m.kind = ${filter.kind}`)
  if (filter.source) parts.push(sql`m.source = ${filter.source}`)
  if (filter.ownerStaffId) parts.push(sql`m.owner_staff_id = ${filter.ownerStaffId}`)
  if (filter.communityId) parts.push(filterByCommunity(ctx, filter.communityId))
  if (filter.segmentId) parts.push(filterBySegment(ctx, filter.segmentId))
  if (filter.activeDays) parts.push(sql`m.last_active_at >= ${daysAgo(ctx, filter.activeDays)} and m.last_active_at > m.created_at`)
  if (filter.silentDays) parts.push(sql`m.last_active_at < ${daysAgo(ctx, filter.silentDays)}`)
  return parts
}

function tagTests(ctx: Ctx, { tagIds, tagHow = 'any' }: MemberFilter): Sql[] {
  const carries = (which: Sql) =>
    sql`exists (select 1 from member_tag mt where mt.workspace_id = ${ctx.workspaceId} and ${which} and mt.member_id = m.id)`
  if (tagHow === 'untagged') return [sql`not ${carries(sql`true`)}`]
  const ids = tagIds?.split(',').map(Number) ?? []
  if (ids.length === 0) return []
  if (tagHow === 'all') return ids.map((id) => carries(sql`mt.tag_id = ${id}`))
  const any = carries(sql`mt.tag_id = any(${ids}::bigint[])`)
  return [tagHow === 'none' ? sql`not ${any}` : any]
}

function startOf(ctx: Ctx, day: string): Date {
  return new Date(startOfDay(day, ctx.zone))
}

/** Members with a token that begins with the word, or who have the phone or e-mail that was typed. */
function hitsOf(ctx: Ctx, word: string, most: number): Sql {
  const contact = typedContact(word)
  const exact = contact ? typedContactTokens(ctx, contact) : []
  return sql`
    (select s.member_id from member_search s
    where s.workspace_id = ${ctx.workspaceId} and s.token >= ${word} and s.token < ${afterPrefix(word)}
    order by s.token limit ${most + 1})
    union all
    (select s.member_id from member_search s where s.workspace_id = ${ctx.workspaceId} and s.token = any(${exact}::text[])
    limit ${NARROW})`
}

interface Seen {
  /** Null without a search. */
  readonly hits: number | null
  readonly inScope: number
  readonly inAll: number
}

async function lookAhead(ctx: Ctx, hits: Sql | undefined, sizes: Sql | null): Promise<Seen> {
  if (!hits && !sizes) return { hits: null, inScope: 0, inAll: 0 }
  return ctx.db.one<Seen>(sql`
    select ${hits ? sql`(select count(*)::int from (${hits}) h)` : sql`null::int`} as hits, s.in_scope as "inScope", s.in_all as "inAll"
    from (${sizes ?? sql`select 0 as in_scope, 0 as in_all`}) s`)
}

function contains(word: string): Sql {
  return sql`m.search like ${`%${word.replace(/[\\%_]/g, '\\$&')}%`}`
}

function daysAgo(ctx: Ctx, days: number): Date {
  return new Date(ctx.clock.now().getTime() - days * 86_400_000)
}
