import { randomBytes } from 'node:crypto'
import pg from 'pg'

/** Empty databases on the server of TEST_DATABASE_URL, for one test file. */
export function testDatabases() {
  const server = process.env.TEST_DATABASE_URL
  if (!server) throw new Error('TEST_DATABASE_URL names no server; run the suite through vitest')
  const made: string[] = []
  return {
    make: async () => {
      const name = `grove_backup_${process.pid}_${randomBytes(6).toString('hex')}`
      await query(server, `create database ${name}`)
      made.push(name)
      const url = new URL(server)
      url.pathname = `/${name}`
      return url.toString()
    },
    clear: async () => {
      for (const name of made) await query(server, `drop database if exists ${name} with (force)`)
    },
  }
}

/** One statement (or several without parameters) on a connection of its own; rows as arrays of text. */
export async function query(url: string, text: string): Promise<(string | null)[][]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const asText = { getTypeParser: () => (value: string) => value }
    const result = await client.query({ text, rowMode: 'array', types: asText as unknown as pg.CustomTypesConfig })
    const last = Array.isArray(result) ? (result as pg.QueryArrayResult[]).at(-1) : result
    return (last?.rows ?? []) as (string | null)[][]
  } finally {
    await client.end()
  }
}
