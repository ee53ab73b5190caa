import { readdirSync, readFileSync } from 'node:fs'
import { openDatabase } from '@grove/db'
import { createTestDatabase } from '@grove/db/testing'
import { identity } from '@grove/identity/server'
import type { Ctx } from '@grove/kernel/server'
import { migrationFolder, type TestApp, type TestWorkspace, testApp } from '@grove/testkit'
import sql, { type Sql } from 'sql-template-tag'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createMembers, member } from './index.ts'
import { listMembersBy } from './read-list.ts'

let t: TestApp
let ws: TestWorkspace
beforeAll(async () => {
  t = await testApp({ modules: [identity, member] })
  ws = await t.workspace()
  await createMembers(
    ws.ctx,
    Array.from({ length: 3000 }, (_, n) => ({ displayName: `成员${n}` })),
  )
  await t.database.pool.query('vacuum (analyze) member')
})
afterAll(() => t.close())

interface Node {
  readonly 'Node Type': string
  readonly 'Index Name'?: string
  readonly Plans?: readonly Node[]
}
const within = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(within)]

/** Indexes that held all that the last statement of `work` asked of members whom it passed by. */
async function coveringIn(work: (ctx: Ctx) => Promise<unknown>): Promise<(string | undefined)[]> {
  const asked: Sql[] = []
  const rows: Ctx['db']['rows'] = (statement) => {
    asked.push(statement)
    return ws.ctx.db.rows(statement)
  }
  await work({ ...ws.ctx, db: { ...ws.ctx.db, rows } })
  const { 'QUERY PLAN': plan } = await ws.ctx.db.one<{ 'QUERY PLAN': readonly { readonly Plan: Node }[] }>(
    sql`explain (format json) ${asked.at(-1) as Sql}`,
  )
  const nodes = plan.flatMap((one) => within(one.Plan))
  return nodes.filter((node) => node['Node Type'] === 'Index Only Scan').map((node) => node['Index Name'])
}

describe('the key of a member', () => {
  it('is what the list walks along in the order of numbers, with no look at who is passed by', async () => {
    const walking = { begin: 0, gather: 0, held: 0 }
    const filters = [{}, { kind: 'member' }, { kind: 'member', activeDays: 30 }] as const
    for (const filter of filters)
      for (const sort of ['createdAt', '-createdAt'] as const)
        expect(await coveringIn((ctx) => listMembersBy(ctx, { limit: 20, sort, ...filter }, walking)), JSON.stringify(filter)).toContain(
          'member_pkey',
        )
  })

  it('is what others refer to: a tag on nobody is refused', async () => {
    const tag = await ws.ctx.db.one<{ id: number }>(
      sql`insert into tag (workspace_id, name, created_at) values (${ws.id}, 'x', ${t.clock.now()}) returning id`,
    )
    const put = (memberId: number) =>
      ws.ctx.db.exec(
        sql`insert into member_tag (workspace_id, tag_id, member_id, at) values (${ws.id}, ${tag.id}, ${memberId}, ${t.clock.now()})`,
      )
    await expect(put(999_999_999)).rejects.toMatchObject({ code: '23503' })
    const { id } = await ws.ctx.db.one<{ id: number }>(sql`select min(id) as id from member where workspace_id = ${ws.id}`)
    await put(id)
  })

  it('is met by `on conflict` as before', async () => {
    const { id } = await ws.ctx.db.one<{ id: number }>(sql`
      insert into member (workspace_id, id, display_name, last_active_at, created_at, updated_at) overriding system value
      select ${ws.id}, min(id), '又', ${t.clock.now()}, ${t.clock.now()}, ${t.clock.now()} from member where workspace_id = ${ws.id}
      on conflict (workspace_id, id) do update set updated_at = excluded.updated_at returning id`)
    expect(id).toBeGreaterThan(0)
  })
})

describe('a database from before', () => {
  const folder = new URL('./migrations/', import.meta.url)
  const textOf = (file: string) => readFileSync(new URL(file, folder), 'utf8')

  it('keeps every key that refers to members as it was, whatever tables there are', async () => {
    const before = readdirSync(folder).filter((file) => file < '0023')
    const older = {
      name: 'member',
      migrations: migrationFolder(Object.fromEntries(before.map((file) => [file.slice(0, -4), textOf(file)]))),
    }
    const file = await createTestDatabase(process.env['TEST_DATABASE_URL'] ?? '', [identity, older])
    const { pool, close } = openDatabase({ url: file.url, log: t.app.log, max: 1 })
    const keys = async () =>
      (
        await pool.query(`select conrelid::regclass::text, conname, pg_get_constraintdef(oid) from pg_constraint
        where contype = 'f' and confrelid = 'member'::regclass order by 1, 2`)
      ).rows
    try {
      await pool.query(`
        insert into member (workspace_id, display_name, last_active_at, created_at, updated_at) select 1, 'm' || n, now(), now(), now() from generate_series(1, 3) n;
        create table "Later table" (workspace_id bigint not null, id bigint not null, member_id bigint, other_id bigint, primary key (workspace_id, id),
          constraint "at the end" foreign key (workspace_id, member_id) references member on delete set null (member_id) deferrable initially deferred,
          foreign key (workspace_id, other_id) references member (workspace_id, id) on update cascade) partition by hash (workspace_id);
        create table later_part partition of "Later table" for values with (modulus 1, remainder 0);
        create table unsure (workspace_id bigint not null, member_id bigint not null, primary key (workspace_id, member_id));
        insert into unsure values (1, 99);
        alter table unsure add constraint unchecked foreign key (workspace_id, member_id) references member not valid;
        insert into "Later table" select 1, id, id, id from member`)
      const were = await keys()
      expect(were.length).toBeGreaterThan(6)
      await pool.query(textOf('0023-key-covers.sql'))
      expect(await keys()).toEqual(were)
      await expect(pool.query(`insert into "Later table" values (1, 9, 99, 1)`)).rejects.toMatchObject({
        code: '23503',
        constraint: 'at the end',
      })
      await expect(pool.query('insert into unsure values (1, 98)')).rejects.toMatchObject({ code: '23503' })
      const { rows } = await pool.query(
        `select indexname from pg_indexes where tablename = 'member' and indexdef like '%(workspace_id, id)%'`,
      )
      expect(rows).toEqual([{ indexname: 'member_pkey' }])
    } finally {
      await close()
      await file.drop()
    }
  })
})
