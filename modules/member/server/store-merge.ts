import type { Ctx } from '@grove/kernel/server'
import sql, { empty, join, raw, type Sql } from 'sql-template-tag'
import type { MemberTable, Move } from './member-table.ts'

/** Where a step of a merge writes what it did. */
export interface Trail {
  readonly mergeId: number
}

/** A table may hold a member in two columns. Trails from before parts had names know the table only. */
const partOf = ({ table, column }: MemberTable) => `${table}.${column}`

const columns = (names: readonly string[], alias: string): Sql => raw(names.map((name) => `${alias}."${name}"`).join(', '))
const same = (names: readonly string[], a: string, b: string): Sql =>
  names.length ? raw(names.map((name) => `and ${a}."${name}" = ${b}."${name}"`).join(' ')) : empty
const object = (names: readonly string[], alias: string): Sql =>
  raw(`jsonb_build_object(${names.map((name) => `'${name}', ${alias}."${name}"`).join(', ')})`)
const picked = (names: readonly string[], image: string): Sql =>
  raw(`jsonb_build_object(${names.map((name) => `'${name}', ${image} -> '${name}'`).join(', ')})`)
const assigned = (set: Readonly<Record<string, Sql>>): Sql =>
  join(Object.entries(set).map(([name, value]) => sql`${raw(`"${name}"`)} = ${value}`))
const theirs = (table: MemberTable, alias: string): Sql => (table.where ? sql`and (${table.where(raw(alias))})` : empty)

/** The winner's rows that take something of the loser's. */
export async function combineRows(ctx: Ctx, table: MemberTable, move: Move, { mergeId }: Trail): Promise<void> {
  const { combine, clash } = table
  if (!combine || !clash) return
  const [name, column] = [raw(`"${table.table}"`), raw(`"${table.column}"`)]
  await ctx.db.exec(sql`
    with old as materialized (
      select ${columns(table.key, 'w')}, ${object(Object.keys(combine), 'w')} as before, ${object(table.key, 'w')} as key from ${name} w
      join ${name} l on l.workspace_id = ${ctx.workspaceId} and l.${column} = ${move.loserId} ${same(clash, 'w', 'l')} ${theirs(table, 'l')}
      where w.workspace_id = ${ctx.workspaceId} and w.${column} = ${move.winnerId} ${theirs(table, 'w')}),
    noted as (
      insert into member_merge_row (workspace_id, merge_id, part, table_name, action, key, before)
      select ${ctx.workspaceId}, ${mergeId}, ${partOf(table)}, ${table.table}, 'changed', o.key, o.before from old o)
    update ${name} w set ${assigned(combine)}
    from ${name} l where l.workspace_id = ${ctx.workspaceId} and l.${column} = ${move.loserId} ${same(clash, 'w', 'l')} ${theirs(table, 'l')}
      and w.workspace_id = ${ctx.workspaceId} and w.${column} = ${move.winnerId} ${theirs(table, 'w')}`)
}

/** The record itself: there is one a member, so it is merged into the other's and never moves. */
export const mergesWhole = (table: MemberTable): boolean => table.table === 'member'

/** The loser's rows that the winner has already. */
export async function dropRows(ctx: Ctx, table: MemberTable, move: Move, { mergeId }: Trail): Promise<void> {
  if (!table.clash && !table.drops) return
  const [name, column] = [raw(`"${table.table}"`), raw(`"${table.column}"`)]
  const clashes = table.clash
    ? sql`exists (select 1 from ${name} w where w.workspace_id = ${ctx.workspaceId} and w.${column} = ${move.winnerId} ${same(table.clash, 't', 'w')}
        ${theirs(table, 'w')})`
    : sql`false`
  await ctx.db.exec(sql`
    with gone as (
      delete from ${name} t where t.workspace_id = ${ctx.workspaceId} and t.${column} = ${move.loserId} ${theirs(table, 't')}
        and (${clashes} or ${table.drops ? table.drops(move) : sql`false`})
      returning to_jsonb(t) as before, ${object(table.key, 't')} as key)
    insert into member_merge_row (workspace_id, merge_id, part, table_name, action, key, before)
    select ${ctx.workspaceId}, ${mergeId}, ${partOf(table)}, ${table.table}, 'dropped', g.key, g.before from gone g`)
}

export async function moveRows(ctx: Ctx, table: MemberTable, move: Move, { mergeId }: Trail): Promise<void> {
  if (mergesWhole(table)) return
  const [name, column] = [raw(`"${table.table}"`), raw(`"${table.column}"`)]
  const set = { ...table.set?.(move), [table.column]: sql`${move.winnerId}` }
  await ctx.db.exec(sql`
    with old as materialized (
      select ${columns(table.key, 't')}, to_jsonb(t) as image from ${name} t
      where t.workspace_id = ${ctx.workspaceId} and t.${column} = ${move.loserId} ${theirs(table, 't')}),
    moved as (
      update ${name} t set ${assigned(set)} from old o where t.workspace_id = ${ctx.workspaceId} ${same(table.key, 't', 'o')}
      returning ${object(table.key, 't')} as key, ${picked(Object.keys(set), 'o.image')} as before)
    insert into member_merge_row (workspace_id, merge_id, part, table_name, action, key, before)
    select ${ctx.workspaceId}, ${mergeId}, ${partOf(table)}, ${table.table}, 'moved', m.key, m.before from moved m`)
}

/** Gives rows back the values that a merge changed. Rows that are gone meanwhile stay gone. */
export async function restoreRows(
  ctx: Ctx,
  table: MemberTable,
  changed: readonly string[],
  trail: Trail & { readonly action: 'moved' | 'changed' },
): Promise<void> {
  const name = raw(`"${table.table}"`)
  await ctx.db.exec(sql`
    update ${name} t set ${join(changed.map((one) => raw(`"${one}" = b."${one}"`)))}
    from member_merge_row r, lateral jsonb_populate_record(null::${name}, r.key) k, lateral jsonb_populate_record(null::${name}, r.before) b
    where r.workspace_id = ${ctx.workspaceId} and r.merge_id = ${trail.mergeId} and r.part in (${partOf(table)}, ${table.table})
      and r.action = ${trail.action} and r.before ?& ${changed}::text[]
      and t.workspace_id = ${ctx.workspaceId} ${same(table.key, 't', 'k')}`)
}

export async function reviveRows(ctx: Ctx, table: MemberTable, { mergeId }: Trail): Promise<void> {
  const name = raw(`"${table.table}"`)
  const names = await columnsOf(ctx, table.table)
  await ctx.db.exec(sql`
    insert into ${name} (${raw(names.map((one) => `"${one}"`).join(', '))}) overriding system value
    select ${columns(names, 'b')} from member_merge_row r, lateral jsonb_populate_record(null::${name}, r.before) b
    where r.workspace_id = ${ctx.workspaceId} and r.merge_id = ${mergeId} and r.part in (${partOf(table)}, ${table.table}) and r.action = 'dropped'
      and ${table.revivable ?? sql`true`}
    on conflict do nothing`)
}

async function columnsOf(ctx: Ctx, table: string): Promise<string[]> {
  const rows = await ctx.db.rows<{ name: string }>(sql`
    /* of the catalogue */ select attname::text as name from pg_attribute
    where attrelid = ${table}::regclass and attnum > 0 and not attisdropped order by attnum`)
  return rows.map((row) => row.name)
}

export interface MergeRecord {
  readonly id: number
  readonly winnerId: number
  readonly loserId: number
  readonly loserName: string
  readonly at: Date
  readonly undoneAt: Date | null
}

const MERGE = sql`id, winner_id as "winnerId", loser_id as "loserId", loser_name as "loserName", at, undone_at as "undoneAt"`

export async function insertMerge(ctx: Ctx, move: Move, loserName: string, by: object): Promise<number> {
  const row = await ctx.db.one<{ id: number }>(sql`
    insert into member_merge (workspace_id, winner_id, loser_id, loser_name, at, by)
    values (${ctx.workspaceId}, ${move.winnerId}, ${move.loserId}, ${loserName}, ${ctx.clock.now()}, ${JSON.stringify(by)}::jsonb) returning id`)
  return row.id
}

export function lockMerge(ctx: Ctx, id: number): Promise<MergeRecord | undefined> {
  return ctx.db.maybe<MergeRecord>(sql`select ${MERGE} from member_merge where workspace_id = ${ctx.workspaceId} and id = ${id} for update`)
}

/** Into whom a record went that is not there any more. */
export function mergeOfLoser(ctx: Ctx, loserId: number): Promise<MergeRecord | undefined> {
  return ctx.db.maybe<MergeRecord>(sql`
    select ${MERGE} from member_merge where workspace_id = ${ctx.workspaceId} and loser_id = ${loserId} and undone_at is null
    order by id desc limit 1`)
}

/** Merges of a winner that still stand, the newest first. */
export function mergesOfWinner(ctx: Ctx, winnerId: number): Promise<MergeRecord[]> {
  return ctx.db.rows<MergeRecord>(sql`
    select ${MERGE} from member_merge where workspace_id = ${ctx.workspaceId} and winner_id = ${winnerId} and undone_at is null
    order by id desc limit 50`)
}

/** A number and those of all records that went into it and into those, merges that were undone left out. */
export async function withMerged(ctx: Ctx, id: number): Promise<number[]> {
  const rows = await ctx.db.rows<{ id: number }>(sql`
    with recursive went as (
      select ${id}::bigint as id
      union
      select g.loser_id from went w
      join member_merge g on g.workspace_id = ${ctx.workspaceId} and g.winner_id = w.id and g.undone_at is null)
    select w.id from went w order by w.id`)
  return rows.map((row) => row.id)
}

export async function endMerge(ctx: Ctx, id: number): Promise<void> {
  await ctx.db.exec(sql`update member_merge set undone_at = ${ctx.clock.now()} where workspace_id = ${ctx.workspaceId} and id = ${id}`)
  await ctx.db.exec(sql`delete from member_merge_row where workspace_id = ${ctx.workspaceId} and merge_id = ${id}`)
}
