import type { Pool, PoolClient } from 'pg'
import sql, { raw, type Sql } from 'sql-template-tag'
import { seconds } from '../harness.ts'
import { insertEvents } from './events.ts'
import { countHeads, insertCommunities, insertMemberTags, insertTags, insertUntagged } from './groups.ts'
import { insertIdentities, insertMembers, insertMemberships, insertSearch, insertStaff } from './people.ts'
import { type Place, placeIn } from './place.ts'
import { type Shape, shapeOf, tagShapes } from './shape.ts'
import type { DataSizes } from './sizes.ts'
import { withoutIndexes } from './without-indexes.ts'

export interface FillOptions {
  /** An empty one: made for this. */
  readonly workspaceId: number
  readonly now: Date
  readonly sizes: DataSizes
  /** Readers of the log that take the history as read; they begin with what happens afterwards. */
  readonly readers: readonly string[]
  readonly say: (text: string) => void
}

const BIG = ['event', 'member', 'member_identity', 'member_search', 'member_tag', 'membership']
const PART = 1_000_000

/**
 * Members, communities, tags and a history of half a year, made by the database out of numbers: set-based, the same for the same seed.
 * One transaction: all of it or nothing. Phones and e-mails are left out.
 */
export async function fillData(pool: Pool, options: FillOptions): Promise<Place> {
  const shape = shapeOf(options.sizes)
  const client = await pool.connect()
  try {
    await client.query('begin')
    await loadFast(client)
    const place = await withoutIndexes(client, BIG, options.say, () => fill(client, shape, options))
    await client.query('commit')
    options.say('statistics')
    await client.query(`vacuum (analyze) ${[...BIG, 'tag', 'community', 'community_staff', 'staff'].join(', ')}`)
    return place
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    client.release()
  }
}

/** Rows that agree with each other need no foreign key looked up for each; a role that may not say so waits for the looking up. */
async function loadFast(client: PoolClient): Promise<void> {
  await client.query(`set local synchronous_commit = off; set local jit = off; set local statement_timeout = 0; set local lock_timeout = 0;
    set local work_mem = '256MB'; set local maintenance_work_mem = '1GB'; savepoint quick`)
  await client.query('set local session_replication_role = replica').catch(() => client.query('rollback to savepoint quick'))
}

async function fill(client: PoolClient, shape: Shape, { workspaceId, now, readers, say }: FillOptions): Promise<Place> {
  const tags = tagShapes(shape)
  const place = await placeIn(client, workspaceId, now, shape, tags.length)
  const parts = Array.from({ length: Math.ceil(shape.events / PART) }, (_, part) => part * PART)
  const events = parts.map((before) => insertEvents(place, shape, before + 1, Math.min(shape.events, before + PART)))
  const steps: readonly (readonly [what: string, statements: readonly Sql[]])[] = [
    [`${shape.events} events`, events],
    ['staff and communities', [...insertStaff(place), ...insertCommunities(place, shape)]],
    [`${shape.members} members`, [insertMembers(place, shape), insertIdentities(place, shape), insertSearch(place)]],
    ['memberships', [insertMemberships(place, shape), countHeads(place)]],
    [`${shape.tags} tags`, [...insertTags(place, tags.length), insertMemberTags(place, shape, tags), insertUntagged(place)]],
    ['readers', [takeAsRead(place, shape, readers)]],
  ]
  for (const [what, statements] of steps) say(`${what}: ${(await seconds(() => inTurn(client, statements))).toFixed(1)} s`)
  return place
}

async function inTurn(client: PoolClient, statements: readonly Sql[]): Promise<void> {
  for (const statement of statements) await client.query(statement)
}

function takeAsRead({ workspaceId, events }: Place, shape: Shape, readers: readonly string[]): Sql {
  const last = raw(String(events + shape.events))
  return sql`
    insert into reader_cursor (workspace_id, reader, tx, event_id)
    select ${workspaceId}, r.name, pg_current_xact_id()::text::bigint + (select base from event_log_base), ${last}::bigint
    from unnest(${readers}::text[]) r (name)
    on conflict (workspace_id, reader) do update set tx = excluded.tx, event_id = excluded.event_id`
}
