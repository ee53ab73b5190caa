import { addDays, startOfDay } from '@grove/calendar'
import type { Ctx } from '@grove/kernel/server'
import sql, { join, type Sql } from 'sql-template-tag'
import type { MemberFilter } from '../contract/index.ts'
import { afterPrefix, searchWords, typedContact } from '../domain/search-tokens.ts'
import { typedContactWords } from './contact.ts'
import { membersOfCommunity, membersOfSegment, scopeMembers } from './scope.ts'
import { membersUntagged } from './tag/untagged.ts'

/** What the filters of the list ask for: conditions on columns of alias `m`, and sets of member numbers, each a `select` of one column. */
export interface FilterParts {
  readonly columns: Sql
  readonly sets: readonly Sql[]
}

export function partsOf(ctx: Ctx, filter: MemberFilter): FilterParts {
  const scope = scopeMembers(ctx)
  const sets = [
    ...searchWords(filter.text ?? '').map((word) => membersWithWord(ctx, word)),
    ...withTags(ctx, filter),
    ...(filter.tagHow === 'untagged' ? [membersUntagged(ctx)] : []),
    ...(filter.communityId ? [membersOfCommunity(ctx, filter.communityId)] : []),
    ...(filter.segmentId ? [membersOfSegment(ctx, filter.segmentId)] : []),
    ...(scope ? [scope] : []),
  ]
  return {
    columns: join([sql`m.workspace_id = ${ctx.workspaceId} and m.erased_at is null`, ...columnConditions(ctx, filter)], ' and '),
    sets,
  }
}

/** The filters as one condition on alias `m`; the planner chooses how the sets meet. */
export function whereOf(ctx: Ctx, filter: MemberFilter): Sql {
  return gathered(partsOf(ctx, filter))
}

export const gathered = ({ columns, sets }: FilterParts): Sql => join([columns, ...sets.map((set) => sql`m.id in (${set})`)], ' and ')

function columnConditions(ctx: Ctx, filter: MemberFilter): Sql[] {
  const parts: Sql[] = []
  if (filter.tagHow === 'none' && filter.tagIds) parts.push(withoutTags(ctx, filter.tagIds))
  if (filter.city) parts.push(sql`m.city = ${filter.city}`)
  if (filter.createdFrom) parts.push(sql`m.created_at >= ${startOf(ctx, filter.createdFrom)}`)
  if (filter.createdTo) parts.push(sql`m.created_at < ${startOf(ctx, addDays(filter.createdTo, 1))}`)
  if (filter.stage) parts.push(sql`m.stage = ${filter.stage}`)
  if (filter.kind) parts.push(sql`m.kind = ${filter.kind}`)
  if (filter.source) parts.push(sql`m.source = ${filter.source}`)
  if (filter.ownerStaffId) parts.push(sql`m.owner_staff_id = ${filter.ownerStaffId}`)
  if (filter.activeDays) parts.push(sql`m.last_active_at >= ${daysAgo(ctx, filter.activeDays)} and m.last_active_at > m.created_at`)
  if (filter.silentDays) parts.push(sql`m.last_active_at < ${daysAgo(ctx, filter.silentDays)}`)
  return parts
}

const tagged = (ctx: Ctx, which: Sql): Sql =>
  sql`select mt.member_id from member_tag mt where mt.workspace_id = ${ctx.workspaceId} and ${which}`

/** Who carries any of the tags: one set; all of them: a set for each. */
function withTags(ctx: Ctx, { tagId, tagIds, tagHow = 'any' }: MemberFilter): Sql[] {
  const ids = tagIds?.split(',').map(Number) ?? []
  return [
    ...(tagId ? [tagged(ctx, sql`mt.tag_id = ${tagId}`)] : []),
    ...(tagHow === 'all' ? ids.map((id) => tagged(ctx, sql`mt.tag_id = ${id}`)) : []),
    ...(tagHow === 'any' && ids.length > 0 ? [tagged(ctx, sql`mt.tag_id = any(${ids}::bigint[])`)] : []),
  ]
}

/** Who carries none of the tags. */
function withoutTags(ctx: Ctx, tagIds: string): Sql {
  const ids = tagIds.split(',').map(Number)
  return sql`not exists (${tagged(ctx, sql`mt.tag_id = any(${ids}::bigint[])`)} and mt.member_id = m.id)`
}

function startOf(ctx: Ctx, day: string): Date {
  return new Date(startOfDay(day, ctx.zone))
}

/** Members with a token that begins with the word, or who have the phone or e-mail that was typed. */
function membersWithWord(ctx: Ctx, word: string): Sql {
  const begins = sql`select s.member_id from member_search s
    where s.workspace_id = ${ctx.workspaceId} and s.token >= ${word} and s.token < ${afterPrefix(word)}`
  const contact = typedContact(word)
  if (!contact) return begins
  const typed = typedContactWords(ctx, contact).map(
    ({ from, to }) => sql`select x.member_id from member_search x
    where x.workspace_id = ${ctx.workspaceId} and x.token >= ${from} and x.token <= ${to}`,
  )
  return join([begins, ...typed], ' union all ')
}

function daysAgo(ctx: Ctx, days: number): Date {
  return new Date(ctx.clock.now().getTime() - days * 86_400_000)
}
