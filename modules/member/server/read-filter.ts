import { addDays, startOfDay } from '@grove/calendar'
import type { Ctx } from '@grove/kernel/server'
import sql, { join, type Sql } from 'sql-template-tag'
import type { MemberFilter } from '../contract/index.ts'
import { numberForms, searchWords, type TypedContact, typedContact } from '../domain/search-tokens.ts'
import { beginsWith, holdersOf, holdersOfTail, keysOfContact } from './contact-holders.ts'
import { membersOfCommunity, membersOfSegment, scopeMembers } from './scope.ts'
import { membersUntagged } from './tag/untagged.ts'

/** A customer number as it is looked for, by the primary key; and as a statistic of its own knows it, to tell beforehand how many there are. */
const FOUND: NumberTest = (form) => sql`i.channel = 'number' and ${beginsWith(sql`i.external_id`, form)}`
export const EXPECTED: NumberTest = (form) => beginsWith(sql`(case when i.channel = 'number' then i.external_id end)`, form)
type NumberTest = (form: string) => Sql

/** What the filters of the list ask for: conditions on columns of alias `m`, and sets of member numbers, each a `select` of one column. */
export interface FilterParts {
  readonly columns: Sql
  readonly sets: readonly Sql[]
}

export function partsOf(ctx: Ctx, filter: MemberFilter, number = FOUND): FilterParts {
  const scope = scopeMembers(ctx)
  const sets = [
    ...searchWords(filter.text ?? '').map((word) => membersWithWord(ctx, word, number)),
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

/** Members with a token or a customer number that begins with the word, or who have the phone or e-mail that was typed. */
function membersWithWord(ctx: Ctx, word: string, number: NumberTest): Sql {
  const contact = typedContact(word)
  const named = sql`select s.member_id from member_search s where s.workspace_id = ${ctx.workspaceId} and ${beginsWith(sql`s.token`, word)}`
  const numbered = numberForms(word).map(
    (form) => sql`select i.member_id from member_identity i where i.workspace_id = ${ctx.workspaceId} and ${number(form)}`,
  )
  return join([named, ...numbered, ...(contact ? [membersWithContact(ctx, contact)] : [])], ' union all ')
}

function membersWithContact(ctx: Ctx, { kind, value }: TypedContact): Sql {
  return kind === 'tail' ? holdersOfTail(ctx, value) : holdersOf(ctx, keysOfContact(ctx, kind, value))
}

function daysAgo(ctx: Ctx, days: number): Date {
  return new Date(ctx.clock.now().getTime() - days * 86_400_000)
}
