import type { Ctx } from '@grove/kernel/server'
import sql, { join, type Sql } from 'sql-template-tag'
import type { MemberFilter } from '../contract/index.ts'
import { afterPrefix, searchWords, typedContact } from '../domain/search-tokens.ts'
import { typedContactTokens } from './contact.ts'
import { filterByCommunity, filterBySegment, memberScope } from './scope.ts'

/** A search that hits more members than this is answered by walking the list in its order instead. */
const NARROW = 2000

export interface FilterPlan {
  /** Condition on alias `m`. */
  readonly where: Sql
  /** What a search says of the size: nothing, few enough to count, more than that; `unknown` without one. */
  readonly size: 'empty' | 'narrow' | 'broad' | 'unknown'
}

/** Turns the filters of the list into a condition; a text search costs one small statement of its own. */
export async function planFilter(ctx: Ctx, filter: MemberFilter): Promise<FilterPlan> {
  const parts: Sql[] = [sql`m.workspace_id = ${ctx.workspaceId} and m.erased_at is null`, memberScope(ctx)]
  let size: FilterPlan['size'] = 'unknown'
  const words = filter.text === undefined ? undefined : searchWords(filter.text)
  if (words) {
    const hits = await candidates(ctx, words.first)
    if (hits.length === 0) return { where: sql`false`, size: 'empty' }
    size = hits.length <= NARROW ? 'narrow' : 'broad'
    parts.push(size === 'narrow' ? sql`m.id = any(${hits}::bigint[])` : contains(words.first), ...words.rest.map(contains))
  }
  if (filter.tagId)
    parts.push(sql`exists (select 1 from member_tag mt where mt.workspace_id = ${ctx.workspaceId} and mt.tag_id = ${filter.tagId}
      and mt.member_id = m.id)`)
  if (filter.stage) parts.push(sql`m.stage = ${filter.stage}`)
  if (filter.kind) parts.push(sql`m.kind = ${filter.kind}`)
  if (filter.source) parts.push(sql`m.source = ${filter.source}`)
  if (filter.ownerStaffId) parts.push(sql`m.owner_staff_id = ${filter.ownerStaffId}`)
  if (filter.communityId) parts.push(filterByCommunity(ctx, filter.communityId))
  if (filter.segmentId) parts.push(filterBySegment(ctx, filter.segmentId))
  if (filter.activeDays) parts.push(sql`m.last_active_at >= ${daysAgo(ctx, filter.activeDays)} and m.last_active_at > m.created_at`)
  if (filter.silentDays) parts.push(sql`m.last_active_at < ${daysAgo(ctx, filter.silentDays)}`)
  return { where: join(parts, ' and '), size }
}

async function candidates(ctx: Ctx, word: string): Promise<number[]> {
  const contact = typedContact(word)
  const exact = contact ? typedContactTokens(ctx, contact) : []
  const rows = await ctx.db.rows<{ id: number }>(sql`
    select distinct h.member_id as id from (
      (select s.member_id from member_search s
      where s.workspace_id = ${ctx.workspaceId} and s.token >= ${word} and s.token < ${afterPrefix(word)}
      order by s.token limit ${NARROW + 1})
      union all
      (select s.member_id from member_search s where s.workspace_id = ${ctx.workspaceId} and s.token = any(${exact}::text[])
      limit ${NARROW})) h`)
  return rows.map((row) => row.id)
}

function contains(word: string): Sql {
  return sql`m.search like ${`%${word.replace(/[\\%_]/g, '\\$&')}%`}`
}

function daysAgo(ctx: Ctx, days: number): Date {
  return new Date(ctx.clock.now().getTime() - days * 86_400_000)
}
