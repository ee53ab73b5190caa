import { createServer } from 'node:http'
import { openRoomSockets, room } from '@grove/channel-room/server'
import { openDatabase } from '@grove/db'
import sql from 'sql-template-tag'
import { expect, it } from 'vitest'
import { roomWorld } from './fixture/room-world.ts'

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }

it('the line between the processes comes back once after it broke, and gives its connection back at the end', async () => {
  const t = await roomWorld(room)
  try {
    const database = openDatabase({ url: t.database.url, log: silent, max: 4 })
    const sockets = await openRoomSockets({ server: createServer(), app: t.app, system: t.system, database })
    const listeners = async () => {
      const rows = await t.system.db.rows<{ pid: number }>(sql`
        select pid from pg_stat_activity where datname = current_database() and query like 'listen grove_live%' order by pid`)
      return rows.map((row) => row.pid)
    }
    const [first] = await listeners()
    await t.system.db.exec(sql`select pg_terminate_backend(${first})`)
    await expect.poll(async () => (await listeners()).filter((pid) => pid !== first).length, { timeout: 10_000 }).toBe(1)
    // A second line would have come by now: it is asked for at the same moment.
    await expect.poll(listeners, { timeout: 10_000 }).toHaveLength(1)
    await sockets.close()
    await database.close()
    // The server takes a moment to see that a connection ended.
    await expect.poll(listeners, { timeout: 10_000 }).toEqual([])
  } finally {
    await t.close()
  }
})
