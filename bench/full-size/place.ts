import type { PoolClient } from 'pg'
import sql, { raw, type Sql } from 'sql-template-tag'
import { DAYS, type Shape } from './shape.ts'

/** Where the rows go: their workspace, and the numbers that come before the first of each table. */
export interface Place {
  readonly workspaceId: number
  /** Local midnight at which the history begins; it ends `DAYS` days later. */
  readonly start: Date
  readonly members: number
  readonly communities: number
  readonly staff: number
  readonly tags: number
  readonly events: number
}

export const STAFF = 20

/** Takes the numbers that the rows will have out of the tables' sequences. The history ends at the last midnight in Shanghai. */
export async function placeIn(client: PoolClient, workspaceId: number, now: Date, shape: Shape, tagKinds: number): Promise<Place> {
  const DAY = 86_400_000
  const EAST = 8 * 3_600_000
  const end = Math.floor((now.getTime() + EAST) / DAY) * DAY - EAST
  const { rows } = await client.query<Omit<Place, 'workspaceId' | 'start'>>(sql`
    select ${taken('member', shape.members)} as members, ${taken('community', shape.communities)} as communities,
      ${taken('staff', STAFF)} as staff, ${taken('tag', tagKinds)} as tags, ${taken('event', shape.events)} as events`)
  const [numbers] = rows
  if (!numbers) throw new Error('no numbers')
  return { workspaceId, start: new Date(end - DAYS * DAY), ...numbers }
}

/** The number before the first of `count` that are taken. */
function taken(table: string, count: number): Sql {
  const sequence = sql`pg_get_serial_sequence(${table}, 'id')`
  return sql`(setval(${sequence}, nextval(${sequence}) + ${Math.max(0, count - 1)}::bigint) - ${Math.max(1, count)}::bigint)::float8`
}

/** A share from 0 to 1 that depends on a number, the salt and the seed alone. */
export const share = (n: Sql, salt: number, { seed }: Shape): Sql =>
  sql`((hashint8extended(${n}, ${raw(`${seed * 1000 + salt}`)}) & 1048575)::float8 / 1048576.0::float8)`

/** One of a list by a share. */
export const oneOf = (list: readonly string[], at: Sql): Sql => sql`(${list}::text[])[1 + floor(${raw(String(list.length))} * ${at})::int]`

/** When event `n` (bigint) happened: as many each day, none at night, most before noon and in the evening; never before the one before it. */
export function momentOf(n: Sql, place: Place, { events }: Shape): Sql {
  const day = sql`((${n} - 1) * ${raw(`${DAYS}.0::float8 / ${events}`)})`
  const f = sql`(${day} - floor(${day}))`
  return sql`(${place.start}::timestamptz + (86400 * floor(${day}) + 25200 + 61200 * (${f} + 0.06 * sin(12.566370614359172 * ${f}))) * interval '1 second')`
}

/** The i-th member's community, 1 to the number of them; the second is another. */
export const firstHome = (i: Sql, shape: Shape): Sql => sql`(1 + floor(${raw(String(shape.communities))} * ${share(i, 10, shape)})::bigint)`
export const secondHome = (i: Sql, shape: Shape): Sql => {
  const { communities } = shape
  return sql`(1 + (${firstHome(i, shape)} + floor(${raw(String(communities - 1))} * ${share(i, 11, shape)})::bigint) % ${raw(String(communities))})`
}

/** `ambience` and `staff` are few, and counted nowhere. */
export const kindOf = (i: Sql): Sql => sql`case when ${i} % 10007 = 0 then 'ambience' when ${i} % 5003 = 0 then 'staff' else 'member' end`

/** Stage 1 to 7, ever fewer. */
export const stageOf = (i: Sql, shape: Shape): Sql =>
  sql`(1 + width_bucket(${share(i, 12, shape)}, array[0.3, 0.55, 0.73, 0.85, 0.93, 0.98]::float8[]))`

/** When the i-th member came; those within the history with the event that tells it. */
export function arrivalOf(i: Sql, place: Place, shape: Shape, before: number): Sql {
  const { old, stride } = shape
  return sql`(case when ${i} <= ${raw(String(old))}
    then ${place.start}::timestamptz - (${raw(String(before * 86_400))} * (1 - ${i}::float8 / ${raw(String(old + 1))})) * interval '1 second'
    else ${momentOf(sql`((${i} - ${raw(String(old))}) * ${raw(String(stride))})`, place, shape)} end)`
}
