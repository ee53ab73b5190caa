import { randomBytes } from 'node:crypto'
import pg from 'pg'

/** An empty database on the server a URL names, and the way to drop it again. */
export async function freshDatabase(server: string): Promise<{ readonly url: string; drop(): Promise<void> }> {
  const name = `grove_e2e_${process.pid}_${randomBytes(5).toString('hex')}`
  await statement(server, `create database ${name}`)
  const url = new URL(server)
  url.pathname = `/${name}`
  return { url: url.href, drop: () => statement(server, `drop database if exists ${name} with (force)`) }
}

async function statement(server: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  try {
    await client.query(text)
  } finally {
    await client.end()
  }
}
