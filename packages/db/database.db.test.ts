import { kept, migrate, openDatabase, readMigrations, RowWriter, storageFaults } from '@grove/db'
import { createTestDatabase } from '@grove/db/testing'
import type { WorkspaceId } from '@grove/kernel/contract'
import { migrationFolder, type TestApp, tenancyFixture, testApp } from '@grove/testkit'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const server = process.env['TEST_DATABASE_URL'] ?? ''
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }
const ready = (workspaceId: WorkspaceId, rows: readonly (readonly string[])[]) => {
  const writer = new RowWriter(workspaceId)
  for (const row of rows) writer.add(row)
  return writer.ready()
}
let t: TestApp
beforeAll(async () => {
  t = await testApp({ modules: [tenancyFixture()] })
})
afterAll(() => t.close())

describe('a workspace transaction', () => {
  it('sees no rows of another workspace, even when the statement forgets it', async () => {
    const [one, two] = [await t.workspace(), await t.workspace()]
    await one.ctx.db.exec(sql`insert into note (workspace_id, body) values (${one.id}, 'mine')`)
    expect(await two.ctx.db.rows(sql`select body from note`)).toEqual([])
    expect(await one.ctx.db.rows(sql`select body from note`)).toEqual([{ body: 'mine' }])
  })

  it('cannot write a row of another workspace', async () => {
    const [one, two] = [await t.workspace(), await t.workspace()]
    await expect(one.ctx.db.exec(sql`insert into note (workspace_id, body) values (${two.id}, 'theirs')`)).rejects.toThrow(
      'row-level security',
    )
    await expect(one.ctx.db.exec(sql`select id from migration`)).rejects.toThrow('permission denied')
  })

  it('copies rows into its own workspace only, into tables only, and is fenced again after it', async () => {
    const [one, two] = [await t.workspace(), await t.workspace()]
    await expect(one.ctx.db.copy(one.id, 'note; drop table note', ['body'], [['x']])).rejects.toThrow('no table or column')
    await expect(one.ctx.db.copy(one.id, 'note', ['body'], ready(two.id, [['x']]))).rejects.toThrow('for another workspace')
    await expect(one.ctx.db.copy(one.id, 'note', ['body) --'], [['x']])).rejects.toThrow('no table or column')
    await expect(one.ctx.db.copy(one.id, 'note', ['nothing'], [['x']])).rejects.toThrow('does not exist')
    const bodies = ['plain', '', 'tab\tline\nback\\slash', '\\N', '😀']
    await one.ctx
      .inTx(async (ctx) => {
        await ctx.db.copy(
          one.id,
          'note',
          ['body'],
          bodies.map((body) => [body]),
        )
        await expect(ctx.db.exec(sql`insert into note (workspace_id, body) values (${two.id}, 'theirs')`)).rejects.toThrow(
          'row-level security',
        )
      })
      .catch(() => undefined)
    expect(await one.ctx.db.rows(sql`select body from note`)).toEqual([])
    await one.ctx.db.copy(
      one.id,
      'note',
      ['body'],
      bodies.map((body) => [body]),
    )
    expect(await one.ctx.db.rows(sql`select body from note order by id`)).toEqual(bodies.map((body) => ({ body })))
    expect(await two.ctx.db.rows(sql`select body from note`)).toEqual([])
    await t.system.db.copy(two.id, 'note', ['body'], [['by the system']])
    await two.ctx.db.copy(two.id, 'note', ['body'], ready(two.id, [['written out before']]))
    await two.ctx.db.copy(two.id, 'note', ['body'], ready(two.id, []))
    expect(await two.ctx.db.rows(sql`select body from note order by id`)).toEqual([
      { body: 'by the system' },
      { body: 'written out before' },
    ])
  })

  it('is joined by a nested one, and rolls back whole', async () => {
    const ws = await t.workspace()
    let committed = 0
    const failing = ws.ctx.inTx(async (ctx) => {
      await ctx.inTx((inner) => inner.db.exec(sql`insert into note (workspace_id, body) values (${ws.id}, 'inner')`))
      ctx.afterCommit(() => committed++)
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(await ws.ctx.db.rows(sql`select body from note where workspace_id = ${ws.id}`)).toEqual([])
    expect(committed).toBe(0)
  })

  it('runs again after a deadlock, and tells afterCommit once', async () => {
    const ws = await t.workspace()
    const [a, b] = await ws.ctx.db.rows<{ id: number }>(
      sql`insert into note (workspace_id, body) values (${ws.id}, '0'), (${ws.id}, '0') returning id`,
    )
    let commits = 0
    const add = (first: number, second: number, meet: () => Promise<void>) =>
      ws.ctx.inTx(async (ctx) => {
        await ctx.db.exec(sql`update note set body = body || '+' where workspace_id = ${ws.id} and id = ${first}`)
        await meet()
        await ctx.db.exec(sql`update note set body = body || '+' where workspace_id = ${ws.id} and id = ${second}`)
        ctx.afterCommit(() => commits++)
      })
    let waiting = 0
    let open: () => void = () => undefined
    const both = new Promise<void>((resolve) => {
      open = resolve
    })
    const meet = async () => {
      if (++waiting === 2) open()
      await both
    }
    await Promise.all([add(a?.id ?? 0, b?.id ?? 0, meet), add(b?.id ?? 0, a?.id ?? 0, meet)])
    expect(await ws.ctx.db.rows(sql`select body from note where workspace_id = ${ws.id}`)).toEqual([{ body: '0++' }, { body: '0++' }])
    expect(commits).toBe(2)
  })
})

describe('migrations', () => {
  const first = `create table leaf (workspace_id bigint not null, id bigint, primary key (workspace_id, id));`
  const fresh = () => createTestDatabase(server, [])
  const run = async (url: string, files: Record<string, string>) => {
    const database = openDatabase({ url, log: silent, max: 3 })
    try {
      return await migrate(database.pool, await readMigrations([{ name: 'leaves', migrations: migrationFolder(files) }]))
    } finally {
      await database.close()
    }
  }

  it('refuse a file that was edited after it ran, and a database newer than the program', async () => {
    const file = await fresh()
    await run(file.url, { '0001-leaf': first })
    await expect(run(file.url, { '0001-leaf': `${first} -- edited` })).rejects.toThrow('frozen')
    await expect(run(file.url, {})).rejects.toThrow('newer Grove')
    await file.drop()
  })

  it('run once when many processes start together', async () => {
    const file = await fresh()
    const ran = await Promise.all([1, 2, 3].map(() => run(file.url, { '0001-leaf': first })))
    expect(ran.flat()).toEqual(['leaves/0001-leaf'])
    await file.drop()
  })

  it('leave nothing half-done when one fails', async () => {
    const file = await fresh()
    await expect(run(file.url, { '0001-leaf': `${first} select 1/0;` })).rejects.toThrow('leaves/0001-leaf failed')
    expect(await run(file.url, { '0001-leaf': first })).toEqual(['leaves/0001-leaf'])
    await file.drop()
  })
})

describe('the rules of storage', () => {
  it('find a table, a key, a foreign key and a trigger that break them', async () => {
    const bad = `
      create table stray (id bigint primary key);
      create table parent (workspace_id bigint not null, id bigint not null, code text, primary key (workspace_id, id));
      create unique index parent_code on parent (code);
      create unique index parent_id on parent (id);
      create table child (workspace_id bigint not null, id bigint, parent_id bigint references parent (id), primary key (workspace_id, id));
      create table keyless (workspace_id bigint not null);
      create function nothing() returns trigger language plpgsql as 'begin return new; end';
      create trigger sly before insert on child for each row execute function nothing();`
    const file = await createTestDatabase(server, [{ name: 'bad', migrations: migrationFolder({ '0001-bad': bad }) }])
    const database = openDatabase({ url: file.url, log: silent, max: 5 })
    const faults = (await storageFaults(database.system)).map((fault) => `${fault.rule} ${fault.table}`)
    expect(faults).toEqual(['workspace_id stray', 'key child', 'key parent', 'key parent', 'trigger child', 'primary_key keyless'])
    await database.close()
    await file.drop()
  })
})

describe('statements on one transaction', () => {
  it('are refused side by side under test, and go one after the other', async () => {
    const ws = await t.workspace()
    const one = sql`select 1 as n`
    await expect(ws.ctx.inTx((tx) => Promise.all([tx.db.one(one), tx.db.one(one)]))).rejects.toThrow('side by side')
    const both = await ws.ctx.inTx(async (tx) => [await tx.db.one(one), await tx.db.one(one)])
    expect(both).toEqual([{ n: 1 }, { n: 1 }])
    // Each has a transaction of its own outside of one.
    expect(await Promise.all([ws.ctx.db.one(one), ws.ctx.db.one(one)])).toEqual(both)
  })
})

describe('a kept statement', () => {
  it('is planned on the connection for all its values; others leave nothing behind', async () => {
    const ws = await t.workspace()
    const ask = (body: string) => sql`select count(*)::int as n from note where workspace_id = ${ws.id} and body = ${body}`
    const left = await ws.ctx.inTx(async ({ db }) => {
      for (const body of ['one', 'two']) await db.one(kept(ask(body)))
      await db.one(sql`select ${'never kept'}::text as x`)
      return db.rows<{ statement: string }>(sql`
        select statement from pg_prepared_statements where statement like 'select count(*)::int as n from note%' or statement like '%::text as x'`)
    })
    expect(left.map((row) => row.statement)).toEqual([ask('').text])
  })
})

describe('a relaxed database', () => {
  it('plans a statement once for any values, waits for no disk, and keeps the fence of workspaces', async () => {
    const [ws, other] = [await t.workspace(), await t.workspace()]
    const relaxed = t.database.relaxed()
    const add = (body: string) => sql`insert into note (workspace_id, body) values (${ws.id}, ${body})`
    await expect(relaxed.workspaceTx(other.id, (tx) => tx.db.exec(add('theirs')))).rejects.toThrow('row-level security')
    const kept = await relaxed.workspaceTx(ws.id, async ({ db }) => {
      for (const body of ['one', 'two']) await db.exec(add(body))
      return db.one(sql`
        select count(*) filter (where statement like 'insert into note%')::int as inserts, current_setting('synchronous_commit') as commits, current_setting('plan_cache_mode') as plans,
          (select array_agg(body order by id) from note) as bodies
        from pg_prepared_statements`)
    })
    expect(kept).toEqual({ inserts: 1, commits: 'off', plans: 'force_generic_plan', bodies: ['one', 'two'] })
    await relaxed.close()
    // The ordinary connections are none of its.
    expect(await t.system.db.one(sql`select current_setting('plan_cache_mode') as plans`)).toEqual({ plans: 'auto' })
    await expect(relaxed.system.rows(sql`select 1`)).rejects.toThrow('pool')
  })
})
