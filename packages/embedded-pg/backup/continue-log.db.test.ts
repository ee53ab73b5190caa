import { join } from 'node:path'
import { migrate, openDatabase, readMigrations } from '@grove/db'
import { eventLog } from '@grove/event-log'
import { afterAll, expect, it } from 'vitest'
import { backup, type RestoreSchema, restore } from '../index.ts'
import { query, testDatabases } from '../testing/databases.ts'
import { quiet, startQuietly, tempFolders } from '../testing/temp-folder.ts'

const databases = testDatabases()
const folders = tempFolders()
afterAll(async () => {
  await databases.clear()
  await folders.clear()
})

const migrations = await readMigrations([eventLog])
const schema: RestoreSchema = {
  known: migrations.map(({ id }) => id),
  bring: async (url, ids) => {
    const database = openDatabase({ url, log: quiet })
    await migrate(
      database.pool,
      migrations.filter(({ id }) => ids.includes(id)),
    )
    await database.close()
  },
}

const emit = (url: string, word: string) =>
  query(
    url,
    `insert into event (workspace_id, tx, kind, at, counted, data)
     select 1, pg_current_xact_id()::text::bigint + base, '${word}', '2026-11-22', true, '{}' from event_log_base`,
  )
const kindsInOrder = (url: string, after: string) =>
  query(
    url,
    `select kind from event, event_log_base where workspace_id = 1 and tx > ${after}
       and tx < pg_snapshot_xmin(pg_current_snapshot())::text::bigint + base order by tx, id`,
  )

// Transactions of other tests on the same server hold the log's horizon back for a moment.
const patient = { timeout: 60_000 }

it('a restored event log goes on behind its last event, on a server that counts from the beginning, and again after that', async () => {
  const used = await databases.make()
  await schema.bring(used, schema.known)
  // Numbers of the old server are far ahead of those of a new one.
  await query(used, 'update event_log_base set base = 5000000000')
  await emit(used, 'first')
  await emit(used, 'second')
  const [[cursor]] = (await query(used, "select tx from event where kind = 'first'")) as [[string]]
  const folder = await folders.make()
  await backup({ url: used, to: join(folder, 'one.tar.gz') })

  const server = await startQuietly(folder)
  await restore({ from: join(folder, 'one.tar.gz'), url: server.url, schema })
  await expect.poll(() => kindsInOrder(server.url, cursor), patient).toEqual([['second']])
  await emit(server.url, 'third')
  await expect.poll(() => kindsInOrder(server.url, cursor), patient).toEqual([['second'], ['third']])

  await backup({ url: server.url, to: join(folder, 'two.tar.gz') })
  await server.stop()
  const back = await databases.make()
  await restore({ from: join(folder, 'two.tar.gz'), url: back, schema })
  await emit(back, 'fourth')
  await expect.poll(() => kindsInOrder(back, '0'), patient).toEqual([['first'], ['second'], ['third'], ['fourth']])
})
