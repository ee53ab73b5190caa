import { community } from '@grove/community/server'
import { content } from '@grove/content/server'
import { conversation } from '@grove/conversation/server'
import { identity } from '@grove/identity/server'
import { member } from '@grove/member/server'
import { task } from '@grove/task/server'
import { type TestApp, type TestWorkspace, testApp } from '@grove/testkit'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dataSizes, fillData } from './index.ts'

const sizes = dataSizes({ members: 600, tags: 6_000, events: 12_000, communities: 6 })
let t: TestApp
const filled: TestWorkspace[] = []
const fill = async (seed: number) => {
  const ws = await t.workspace()
  const readers = t.app.registry.readers.map((reader) => reader.name)
  await fillData(t.database.pool, { workspaceId: ws.id, now: t.clock.now(), sizes: { ...sizes, seed }, readers, say: () => undefined })
  filled.push(ws)
}

beforeAll(async () => {
  t = await testApp({ modules: [identity, member, content, community, task, conversation] })
  await fill(1)
  await fill(1)
  await fill(2)
})
afterAll(() => t.close())

const counts = (ws: TestWorkspace) =>
  ws.ctx.db.one<Record<string, number>>(sql`
    select (select count(*)::int from member where workspace_id = ${ws.id}) as members,
      (select count(*)::int from member_tag where workspace_id = ${ws.id}) as tags,
      (select count(*)::int from event where workspace_id = ${ws.id}) as events,
      (select count(*)::int from community where workspace_id = ${ws.id}) as communities`)

/** All rows, their numbers counted from the first of the workspace. */
const digest = (ws: TestWorkspace) =>
  ws.ctx.db.one<Record<string, string>>(sql`
    with first as (select (select min(id) from member where workspace_id = ${ws.id}) as m, (select min(id) from event where workspace_id = ${ws.id}) as e,
      (select min(id) from tag where workspace_id = ${ws.id}) as t, (select min(id) from community where workspace_id = ${ws.id}) as c)
    select
      (select md5(string_agg(concat_ws('|', e.id - f.e, e.kind, e.at, e.member_id - f.m, e.community_id - f.c), ',' order by e.id)) from event e, first f
        where e.workspace_id = ${ws.id}) as events,
      (select md5(string_agg(concat_ws('|', m.id - f.m, m.display_name, m.city, m.stage, m.attributes, m.last_active_at), ',' order by m.id))
        from member m, first f where m.workspace_id = ${ws.id}) as members,
      (select md5(string_agg(concat_ws('|', x.tag_id - f.t, x.member_id - f.m, x.at), ',' order by x.tag_id, x.member_id)) from member_tag x, first f
        where x.workspace_id = ${ws.id}) as tags,
      (select md5(string_agg(concat_ws('|', p.community_id - f.c, p.member_id - f.m, p.state, p.joined_at), ',' order by p.community_id, p.member_id))
        from membership p, first f where p.workspace_id = ${ws.id}) as memberships`)

describe('sizes', () => {
  it('that cannot be are refused with the number that is wrong', () => {
    expect(() => dataSizes({ members: 10.5 })).toThrow('--members must be a whole number')
    expect(() => dataSizes({ members: 50 })).toThrow('at least 100 members')
    expect(() => dataSizes({ members: 1000, tags: 200_000 })).toThrow('at most 100 tags a member')
  })

  it('follow from the members where nothing else is said', () => {
    expect(dataSizes({ members: 1000 })).toEqual({ members: 1000, tags: 10_000, events: 20_000, communities: 10, seed: 1 })
  })
})

describe('filled data', () => {
  it('has exactly as many rows as asked, and keeps every index', async () => {
    const { members, tags, events, communities } = sizes
    for (const ws of filled) expect(await counts(ws)).toEqual({ members, tags, events, communities })
    const { n } = await t.system.db.one<{ n: number }>(sql`
      select count(*)::int as n from pg_indexes where indexname in ('event_member', 'event_community', 'event_dedupe', 'member_active', 'member_tag_member')`)
    expect(n).toBe(5)
  })

  it('is the same for the same seed, and another for another', async () => {
    const [one, same, other] = await Promise.all(filled.map(digest))
    expect(same).toEqual(one)
    for (const part of ['events', 'members', 'tags'] as const) expect(other?.[part]).not.toBe(one?.[part])
  })

  it('holds events as the contracts have them, in the order of time, about members who were there', async () => {
    const [ws] = filled as [TestWorkspace]
    const events = await ws.ctx.db.rows<{ kind: string; data: unknown }>(sql`select kind, data from event where workspace_id = ${ws.id}`)
    const kinds = t.app.registry.events
    for (const { kind, data } of events) expect(kinds.get(kind)?.data.safeParse(data).success, `${kind} ${JSON.stringify(data)}`).toBe(true)
    expect(new Set(events.map((event) => event.kind)).size).toBe(10)
    const wrong = await ws.ctx.db.one<Record<string, number>>(sql`
      with log as (select at, lag(at) over (order by tx, id) as before, member_id, community_id, kind from event where workspace_id = ${ws.id})
      select count(*) filter (where e.at < e.before)::int as disorder, count(*) filter (where m.id is null or e.at < m.created_at)::int as nobody,
        count(*) filter (where e.kind like 'message.%' and p.member_id is null)::int as strangers, count(*) filter (where e.at > ${t.clock.now()})::int as future
      from log e left join member m on m.workspace_id = ${ws.id} and m.id = e.member_id
      left join membership p on p.workspace_id = ${ws.id} and p.member_id = e.member_id and p.community_id = e.community_id`)
    expect(wrong).toEqual({ disorder: 0, nobody: 0, strangers: 0, future: 0 })
  })

  it('agrees with itself: heads are those inside, leaving is told, the log counts as read', async () => {
    const [ws] = filled as [TestWorkspace]
    const wrong = await ws.ctx.db.one<Record<string, number>>(sql`
      select (select count(*)::int from community c where c.workspace_id = ${ws.id} and c.headcount <> (select count(*) from membership p
          where p.workspace_id = ${ws.id} and p.community_id = c.id and p.state = 'active')) as heads,
        (select count(*)::int from membership p where p.workspace_id = ${ws.id} and p.state = 'left' and not exists (
          select 1 from event e where e.workspace_id = ${ws.id} and e.kind = 'community.member_left' and e.member_id = p.member_id
            and e.community_id = p.community_id and e.at = p.left_at)) as untold`)
    expect(wrong).toEqual({ heads: 0, untold: 0 })
    for (const reader of t.app.registry.readers) {
      const { n } = await ws.ctx.db.one<{ n: number }>(sql`
        select count(*)::int as n from event e join reader_cursor c on c.workspace_id = ${ws.id} and c.reader = ${reader.name}
        where e.workspace_id = ${ws.id} and (e.tx, e.id) > (c.tx, c.event_id)`)
      expect(n).toBe(0)
    }
  })
})
