import type { Ctx } from '@grove/kernel/server'
import sql, { type Sql } from 'sql-template-tag'
import { searchTokens } from '../../domain/search-tokens.ts'
import { WORD_COLUMNS } from '../new-rows.ts'

/** People in one transaction: about as long as a batch of rows takes. */
const MOST = 8000

interface Bare {
  readonly importId: number
  readonly first: number
  readonly last: number
}

/**
 * Writes what people of an import are found by beside their keys, in the caller's transaction: the words of their names, and the mark of those who
 * have no tag. Of one import, or of those that were stopped meanwhile. False when there is nobody without.
 * Whoever changes a member's record waits for the run that is at work here, see `holdWords`.
 */
export async function writeWords(ctx: Ctx, importId?: number, from: End = 'first'): Promise<boolean> {
  const runs = await takeBare(ctx, importId, from)
  if (runs.length === 0) return false
  const people = await peopleOf(ctx, runs)
  await ctx.db.copy(ctx.workspaceId, 'member_search', WORD_COLUMNS, wordsOf(people, await oddNumbers(ctx, runs)))
  await markUntaggedOf(ctx, runs)
  await ctx.db.exec(sql`
    update member_import_met n set worded = true
    from unnest(${runs.map((run) => run.importId)}::bigint[], ${runs.map((run) => run.first)}::bigint[]) as r (import_id, first)
    where n.workspace_id = ${ctx.workspaceId} and n.import_id = r.import_id and n.first_record = r.first`)
  return true
}

/** Who works from either end takes none from the other before they meet. */
export type End = 'first' | 'last'

/** Runs of some people that nobody is at work on; who changes one of their records holds the run until that is written. */
function takeBare(ctx: Ctx, importId: number | undefined, from: End): Promise<Bare[]> {
  const which: Sql =
    importId === undefined
      ? sql`not exists (select 1 from member_import i where i.workspace_id = n.workspace_id and i.id = n.import_id and i.state = 'running')`
      : sql`n.import_id = ${importId}`
  const order = from === 'first' ? sql`first_record` : sql`first_record desc`
  return ctx.db.rows<Bare>(sql`
    with bare as (
      select n.import_id, n.first_record, n.last_record from member_import_met n
      where n.workspace_id = ${ctx.workspaceId} and not n.worded and ${which}
      order by ${order} limit ${MOST}),
    counted as (
      select import_id, first_record, sum(last_record - first_record + 1) over (order by ${order}) - (last_record - first_record + 1) as before from bare)
    select n.import_id as "importId", n.first_record as first, n.last_record as last from counted c
    join member_import_met n on n.workspace_id = ${ctx.workspaceId} and n.import_id = c.import_id and n.first_record = c.first_record
    where c.before < ${MOST} and not n.worded
    for update of n skip locked`)
}

interface Person {
  readonly id: number
  readonly displayName: string
}

/** In a statement of its own, which sees what those wrote who held the runs before. Who was changed since has words already. */
function peopleOf(ctx: Ctx, runs: readonly Bare[]): Promise<Person[]> {
  return ctx.db.rows<Person>(sql`
    select m.id, m.display_name as "displayName" from member m
    where m.workspace_id = ${ctx.workspaceId} and ${within(sql`m.id`, runs)} and m.erased_at is null
      and (select s.member_id from member_search s where s.workspace_id = m.workspace_id and s.member_id = m.id limit 1) is null
    order by m.id`)
}

function markUntaggedOf(ctx: Ctx, runs: readonly Bare[]): Promise<number> {
  return ctx.db.exec(sql`
    insert into member_untagged (workspace_id, member_id)
    select m.workspace_id, m.id from member m
    where m.workspace_id = ${ctx.workspaceId} and ${within(sql`m.id`, runs)} and m.erased_at is null
      and (select t.tag_id from member_tag t where t.workspace_id = m.workspace_id and t.member_id = m.id limit 1) is null
    order by m.id on conflict do nothing`)
}

/**
 * Numbers that may need a word; most are plain and found by themselves. The channel is asked for in a way that no index knows: a new table
 * without statistics would be read along it.
 */
async function oddNumbers(ctx: Ctx, runs: readonly Bare[]): Promise<ReadonlyMap<number, readonly string[]>> {
  const rows = await ctx.db.rows<{ id: number; numbers: string[] }>(sql`
    select i.member_id as id, array_agg(i.external_id order by i.external_id) as numbers from member_identity i
    where i.workspace_id = ${ctx.workspaceId} and ${within(sql`i.member_id`, runs)} and starts_with(i.channel, 'number')
      and not (i.external_id ~ '^[!-~]{1,40}$' and i.external_id in (lower(i.external_id), upper(i.external_id)))
    group by i.member_id`)
  return new Map(rows.map((row) => [row.id, row.numbers]))
}

/** The whole stretch first, which an index answers. */
function within(id: Sql, runs: readonly Bare[]): Sql {
  const [firsts, lasts] = [runs.map((run) => run.first), runs.map((run) => run.last)]
  return sql`${id} between ${Math.min(...firsts)} and ${Math.max(...lasts)}
    and exists (select 1 from unnest(${firsts}::bigint[], ${lasts}::bigint[]) as r (first, last) where ${id} between r.first and r.last)`
}

function* wordsOf(people: readonly Person[], numbers: ReadonlyMap<number, readonly string[]>): Generator<[string, number], void> {
  for (const { id, displayName } of people) for (const token of searchTokens({ displayName, numbers: numbers.get(id) })) yield [token, id]
}
