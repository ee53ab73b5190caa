import { chmod, chown, mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startEmbedded, stopEmbedded } from '../index.ts'
import { otherProcess } from '../testing/other-process.ts'
import { killServer, serverPid } from '../testing/processes.ts'
import { quiet, startQuietly, tempFolders } from '../testing/temp-folder.ts'
import { runProgram } from './run-program.ts'

const folders = tempFolders()
/** Stopped after each test; a new cluster for each would only take time. */
let dataDir: string
beforeAll(async () => {
  dataDir = await folders.make()
})
afterAll(() => folders.clear())

async function ask(url: string, text: string): Promise<string> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<Record<string, string>>(text)
    return Object.values(rows[0] ?? {}).join(' ')
  } finally {
    await client.end()
  }
}

describe('refusals', () => {
  it('a folder that cannot be made', async () => {
    const file = join(await folders.make(), 'a-file')
    await writeFile(file, '')
    await expect(startQuietly(join(file, 'data'))).rejects.toMatchObject({
      code: 'embedded_pg.folder_unwritable',
      data: { reason: 'ENOTDIR' },
    })
  })

  it('a folder written by another version, which stays as it is', async () => {
    const dataDir = await folders.make()
    const cluster = join(dataDir, 'postgres/cluster')
    await mkdir(cluster, { recursive: true })
    await writeFile(join(cluster, 'PG_VERSION'), '15\n')
    await expect(startQuietly(dataDir)).rejects.toMatchObject({ code: 'embedded_pg.wrong_version', data: { found: '15', needed: '18' } })
    expect(await readFile(join(cluster, 'PG_VERSION'), 'utf8')).toBe('15\n')
  })

  it('a port that somebody else has', async () => {
    const other = createServer()
    const port = await new Promise<number>((resolve) =>
      other.listen(0, '127.0.0.1', () => resolve((other.address() as { port: number }).port)),
    )
    await expect(startEmbedded({ dataDir, port, log: quiet })).rejects.toMatchObject({ code: 'embedded_pg.port_taken', data: { port } })
    await new Promise((resolve) => other.close(resolve))
  })

  it('a connection without the password', async () => {
    const server = await startQuietly(dataDir)
    await expect(ask(server.url.replace(/:[^:@]+@/, ':wrong@'), 'select 1')).rejects.toMatchObject({ code: '28P01' })
    await server.stop()
  })
})

describe('start and stop', () => {
  it('makes the database once and finds it again, on the same port', async () => {
    const first = await startQuietly(dataDir)
    await ask(first.url, 'create table found_again (id int)')
    expect(first.status).toBe('started')
    await first.stop()
    await first.stop()
    expect(await serverPid(dataDir)).toBeUndefined()
    const second = await startQuietly(dataDir)
    expect(second.url).toBe(first.url)
    expect(await ask(second.url, 'select count(*) from found_again')).toBe('0')
    await second.stop()
  })

  it('is durable, closed to the network and knows the upper case of all letters', async () => {
    const server = await startQuietly(dataDir)
    const settings = [
      'fsync',
      'full_page_writes',
      'synchronous_commit',
      'listen_addresses',
      'unix_socket_directories',
      'data_checksums',
      'jit',
    ]
    const values = await Promise.all(settings.map((name) => ask(server.url, `show ${name}`)))
    expect(values).toEqual(['on', 'on', 'on', '127.0.0.1', '', 'on', 'off'])
    expect(
      await ask(server.url, "select upper('äß群') || ('林' > '群')::text || pg_encoding_to_char(encoding) from pg_database limit 1"),
    ).toBe('Äß群falseUTF8')
    expect((await stat(join(dataDir, 'postgres/password'))).mode & 0o777).toBe(0o600)
    expect((await stat(join(dataDir, 'postgres'))).mode & 0o777).toBe(0o700)
    await server.stop()
  })

  it('is made and started once when several start at the same moment', async () => {
    const dataDir = await folders.make()
    const servers = await Promise.all([1, 2, 3].map(() => startQuietly(dataDir)))
    expect(servers.map((server) => server.status).sort()).toEqual(['joined', 'joined', 'started'])
    expect(new Set(servers.map((server) => server.url)).size).toBe(1)
    await Promise.all(servers.map((server) => server.stop()))
    expect(await serverPid(dataDir)).toBeUndefined()
  })

  it('stops with the last one out, whoever came first', async () => {
    const first = await startQuietly(dataDir)
    const second = await startQuietly(dataDir)
    await first.stop()
    expect(await ask(second.url, 'select 1')).toBe('1')
    await second.stop()
    expect(await serverPid(dataDir)).toBeUndefined()
  })

  it('stays when asked to, until it is stopped on purpose', async () => {
    // The folder remembers the wish, so it is one of its own.
    const kept = await folders.make()
    const first = await startEmbedded({ dataDir: kept, keepRunning: true, log: quiet })
    await expect(stopEmbedded({ dataDir: kept })).rejects.toMatchObject({ code: 'embedded_pg.in_use' })
    await first.stop()
    const visitor = await startQuietly(kept)
    expect(visitor.status).toBe('joined')
    await visitor.stop()
    expect(await ask(first.url, 'select 1')).toBe('1')
    expect(await stopEmbedded({ dataDir: kept })).toBe('stopped')
    expect(await stopEmbedded({ dataDir: kept })).toBe('not_running')
  })
})

describe('faults', () => {
  it('kill -9 of the process leaves a server that the next one adopts', async () => {
    const other = await otherProcess(dataDir)
    const pid = await serverPid(dataDir)
    await other.end('SIGKILL')
    const next = await startQuietly(dataDir)
    expect(next.status).toBe('joined')
    expect(next.url).toBe(other.answer.url)
    expect(await serverPid(dataDir)).toBe(pid)
    await next.stop()
    expect(await serverPid(dataDir)).toBeUndefined()
  })

  it('a second process joins and does not take the server with it', async () => {
    const mine = await startQuietly(dataDir)
    const other = await otherProcess(dataDir)
    expect(other.answer).toEqual({ url: mine.url, status: 'joined' })
    await other.end('SIGTERM')
    expect(await ask(mine.url, 'select 1')).toBe('1')
    await mine.stop()
  })

  it('a pid file whose number now belongs to somebody else does not block the start', async () => {
    await (await startQuietly(dataDir)).stop()
    const lines = [process.pid, join(dataDir, 'postgres/cluster'), 1, 15432, '', '127.0.0.1', '1 1', 'ready']
    await writeFile(join(dataDir, 'postgres/cluster/postmaster.pid'), `${lines.join('\n')}\n`)
    const server = await startQuietly(dataDir)
    expect(server.status).toBe('started')
    await server.stop()
  })

  it('a server that is killed comes back at the same address, and nothing acknowledged is lost', async () => {
    const server = await startQuietly(dataDir)
    await ask(server.url, 'create table kept as select 7 as id')
    await killServer(dataDir)
    await expect.poll(() => ask(server.url, 'select id from kept').catch(() => 'down'), { timeout: 20_000 }).toBe('7')
    await server.stop()
    expect(await serverPid(dataDir)).toBeUndefined()
  })
})

// PostgreSQL refuses root: root lends it another user, which usually may not enter root's own folders.
const nobody = { uid: 65_534, gid: 65_534, name: 'nobody', byWorkingDirectory: false }
const isRoot = process.getuid?.() === 0
const canLend = isRoot && (await runProgram('test', ['-r', fileURLToPath(import.meta.url)], nobody)).code === 0
const others = canLend ? [nobody] : []

describe(`folders of root (with another user: ${canLend ? 'tried' : 'not tried, needs root and a checkout everybody may read'})`, () => {
  it('runs below a folder that is closed to everybody else', async () => {
    const closed = await folders.make()
    await chmod(closed, 0o700)
    const dataDir = join(closed, 'inner/data')
    const server = await startQuietly(dataDir)
    expect(await ask(server.url, 'select count(*) from pg_stat_activity')).not.toBe('0')
    expect((await stat(join(dataDir, 'postgres/cluster'))).uid).not.toBe(0)
    expect((await stat(closed)).uid).toBe(process.getuid?.())
    await server.stop()
  })

  it.for(others)('are not needed: an ordinary user runs it too, and root joins', async (user) => {
    const dataDir = await folders.make()
    await chown(dataDir, user.uid, user.gid)
    const other = await otherProcess(dataDir, user)
    expect(other.answer).toMatchObject({ status: 'started' })
    expect((await stat(join(dataDir, 'postgres/cluster'))).uid).toBe(user.uid)
    const mine = await startQuietly(dataDir)
    expect(mine).toMatchObject({ status: 'joined', url: other.answer.url })
    await other.end('SIGTERM')
    await mine.stop()
    const again = await otherProcess(dataDir, user)
    expect(again.answer).toMatchObject({ status: 'started', url: mine.url })
    await again.end('SIGTERM')
    expect(await serverPid(dataDir)).toBeUndefined()
  })

  it.for(others)('refuse an ordinary user with the reason', async (user) => {
    const dataDir = await folders.make()
    await (await startQuietly(dataDir)).stop()
    await chmod(dataDir, 0o755)
    const other = await otherProcess(dataDir, user)
    expect(other.answer).toEqual({ code: 'embedded_pg.folder_foreign' })
    await other.end()
  })
})
