import { appendFile, mkdir, readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { backup, restore, verifyBackup } from '../index.ts'
import { query, testDatabases } from '../testing/databases.ts'
import { contents, fillSample, sampleSchema } from '../testing/sample-schema.ts'
import { tempFolders } from '../testing/temp-folder.ts'

const databases = testDatabases()
const folders = tempFolders()
let source: string
let folder: string
let file: string
beforeAll(async () => {
  source = await databases.make()
  folder = await folders.make()
  file = join(folder, 'sound.tar.gz')
  await fillSample(source, 8_000)
  await backup({ url: source, to: file })
})
afterAll(async () => {
  await databases.clear()
  await folders.clear()
})

const load = (from: string, url: string) => restore({ from, url, schema: sampleSchema })

/** A copy of the sound backup with its plain content changed. */
async function changed(name: string, change: (plain: Buffer) => Buffer): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, gzipSync(change(gunzipSync(await readFile(file)))))
  return path
}

function replaced(plain: Buffer, was: string, is: string): Buffer {
  const at = plain.indexOf(was)
  expect(at).toBeGreaterThan(0)
  const copy = Buffer.from(plain)
  copy.write(is, at)
  return copy
}

describe('a backup refuses', () => {
  it('a name that exists, which stays as it was', async () => {
    const before = await readFile(file)
    await expect(backup({ url: source, to: file })).rejects.toMatchObject({ code: 'embedded_pg.file_exists', data: { file } })
    expect((await readFile(file)).equals(before)).toBe(true)
  })

  it('a folder that is not there', async () => {
    const to = join(folder, 'no/such/file')
    await expect(backup({ url: source, to })).rejects.toMatchObject({ code: 'embedded_pg.file_unwritable', data: { reason: 'ENOENT' } })
  })

  it('an account from whom policies hide rows, instead of leaving them out', async () => {
    const url = await databases.make()
    await query(url, 'create table secret (workspace_id bigint, id int); alter table secret enable row level security')
    const name = `reader_${process.pid}`
    await query(url, `create role ${name} login password 'x'; grant select on secret to ${name}`)
    const asReader = new URL(url)
    asReader.username = name
    asReader.password = 'x'
    const to = join(folder, 'hidden.tar.gz')
    await expect(backup({ url: asReader.toString(), to })).rejects.toMatchObject({ code: 'embedded_pg.rights_needed' })
    await query(url, `drop owned by ${name}; drop role ${name}`)
    expect((await readdir(folder)).filter((entry) => entry.startsWith('hidden'))).toEqual([])
  })
})

describe('a restore refuses', () => {
  /** Tries it on a fresh database, which must be as empty afterwards; answers the code. */
  const refusal = async (from: string) => {
    const url = await databases.make()
    const code = await load(from, url).then(
      () => 'restored',
      (error: { code: string }) => error.code,
    )
    const made = await query(url, "select 1 from pg_tables where tablename = 'person'")
    if (made.length) expect(await query(url, 'select 1 from workspace union all select 1 from person')).toEqual([])
    return code
  }

  it('a file that is not there', async () => {
    expect(await refusal(join(folder, 'nothing'))).toBe('embedded_pg.file_missing')
  })

  it('a file that is something else', async () => {
    const other = join(folder, 'other.txt')
    await writeFile(other, 'hello')
    await mkdir(join(folder, 'folder'))
    const archive = await changed('other.tar.gz', (plain) => replaced(plain, 'grove-backup', 'other-backup'))
    for (const from of [other, join(folder, 'folder'), archive]) expect(await refusal(from)).toBe('embedded_pg.not_a_backup')
  })

  it('a backup in a newer format', async () => {
    const newer = await changed('newer.tar.gz', (plain) => replaced(plain, '"formatVersion": 1', '"formatVersion": 9'))
    expect(await refusal(newer)).toBe('embedded_pg.backup_newer')
  })

  it('a backup that was cut, at any place', async () => {
    const { size } = await stat(file)
    for (const part of [0.2, 0.6, 0.999]) {
      const cut = join(folder, `cut-${part}.tar.gz`)
      await writeFile(cut, await readFile(file))
      await truncate(cut, Math.floor(size * part))
      expect(await refusal(cut)).toBe('embedded_pg.backup_damaged')
      await expect(verifyBackup(cut)).rejects.toMatchObject({ code: 'embedded_pg.backup_damaged' })
    }
  })

  it('a backup in which a value changed', async () => {
    const touched = await changed('touched.tar.gz', (plain) => replaced(plain, 'month 7', 'month 8'))
    expect(await refusal(touched)).toBe('embedded_pg.backup_damaged')
    await expect(verifyBackup(touched)).rejects.toMatchObject({ code: 'embedded_pg.backup_damaged' })
  })

  it('a backup whose rows break a foreign key', async () => {
    const url = await databases.make()
    const broken = await changed('broken.tar.gz', (plain) => replaced(plain, '1\t林', '7\t林'))
    await expect(load(broken, url)).rejects.toMatchObject({ code: '23503' })
    expect(await query(url, 'select 1 from workspace')).toEqual([])
  })

  it('a backup of a newer program, before touching the database', async () => {
    const url = await databases.make()
    const older = { ...sampleSchema, known: sampleSchema.known.slice(0, 1) }
    await expect(restore({ from: file, url, schema: older })).rejects.toMatchObject({
      code: 'embedded_pg.schema_newer',
      data: { migrations: 'sample/0002-more' },
    })
    expect(await query(url, "select 1 from pg_tables where schemaname = 'public'")).toEqual([])
  })

  it('a database of another schema', async () => {
    const url = await databases.make()
    await sampleSchema.bring(url, ['sample/0001-start'])
    await expect(restore({ from: file, url, schema: { known: sampleSchema.known, bring: async () => undefined } })).rejects.toMatchObject({
      code: 'embedded_pg.schema_differs',
    })
  })

  it('a database with data, and one that is in use', async () => {
    const url = await databases.make()
    await sampleSchema.bring(url, sampleSchema.known)
    const user = new pg.Client({ connectionString: url })
    await user.connect()
    await expect(load(file, url)).rejects.toMatchObject({ code: 'embedded_pg.database_in_use', data: { sessions: 1 } })
    await user.query("insert into workspace (name) values ('mine')")
    await user.end()
    await expect(load(file, url)).rejects.toMatchObject({ code: 'embedded_pg.not_empty', data: { tables: 'workspace' } })
    expect(await query(url, 'select name from workspace')).toEqual([['mine']])
  })
})

describe('backup and restore', () => {
  it('bring back every value, number sequence and key, and nothing of the background jobs', async () => {
    const url = await databases.make()
    const facts = await load(file, url)
    expect(await contents(url)).toEqual(await contents(source))
    expect(facts).toMatchObject({ tables: 6, rows: 8_000 + 1 + 2 + 4 + 2 + 12 })
    expect(facts).toEqual(await verifyBackup(file))
    expect(await query(url, "select 1 where to_regnamespace('graphile_worker') is not null")).toEqual([])
    expect(await query(url, "insert into person (workspace_id, name) values (1, 'next') returning id")).toEqual([['6']])
  })

  it('refuse to do it twice', async () => {
    const url = await databases.make()
    await load(file, url)
    await expect(load(file, url)).rejects.toMatchObject({ code: 'embedded_pg.not_empty' })
  })

  it('keep the file closed to other users and leave nothing else behind', async () => {
    const to = join(await folders.make(), 'alone.tar.gz')
    const steps: string[] = []
    const facts = await backup({ url: source, to, progress: ({ table, done, of }) => steps.push(`${done}/${of} ${table}`) })
    expect((await stat(to)).mode & 0o777).toBe(0o600)
    expect(facts.bytes).toBe((await stat(to)).size)
    expect(await readdir(join(to, '..'))).toEqual(['alone.tar.gz'])
    expect(steps).toHaveLength(6)
    expect(steps[0]).toBe('0/6 Sorted by month')
  })

  it('bring back an older schema as it was, to be migrated afterwards', async () => {
    const old = await databases.make()
    await sampleSchema.bring(old, ['sample/0001-start'])
    const to = join(folder, 'old.tar.gz')
    await backup({ url: old, to })
    const url = await databases.make()
    await load(to, url)
    expect(await query(url, 'select id from migration')).toEqual([['sample/0001-start']])
  })

  it('ignore what is appended to the file', async () => {
    const longer = join(folder, 'longer.tar.gz')
    await writeFile(longer, await readFile(file))
    await appendFile(longer, Buffer.alloc(100))
    expect(await load(longer, await databases.make())).toMatchObject({ tables: 6 })
  })

  it('show one moment while others write', async () => {
    const url = await databases.make()
    await query(url, 'create table migration (id text primary key, checksum text not null)')
    await query(url, 'create table a (id int primary key, amount int); create table z (id int primary key, amount int)')
    await query(
      url,
      'insert into a select n, 10 from generate_series(1, 20000) n; insert into z select n, 10 from generate_series(1, 20000) n',
    )
    const writer = new pg.Client({ connectionString: url })
    await writer.connect()
    let writing = true
    const move = async () => {
      for (let n = 1; writing; n = (n % 20_000) + 1)
        await writer.query(
          `begin; update a set amount = amount - 1 where id = ${n}; update z set amount = amount + 1 where id = ${n}; commit`,
        )
    }
    const moving = move()
    const to = join(folder, 'moving.tar.gz')
    await backup({ url, to })
    writing = false
    await moving
    await writer.end()
    const copy = await databases.make()
    const bring = async (target: string) => {
      await query(target, 'create table migration (id text primary key, checksum text not null)')
      await query(target, 'create table a (id int primary key, amount int); create table z (id int primary key, amount int)')
    }
    await restore({ from: to, url: copy, schema: { known: [], bring } })
    expect(await query(copy, 'select count(*) from a join z using (id) where a.amount + z.amount <> 20')).toEqual([['0']])
  })
})
