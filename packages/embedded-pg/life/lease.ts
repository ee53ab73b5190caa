import pg from 'pg'

const LEASE = 727_101

/**
 * A process's claim on the running server: one connection that holds a shared advisory lock. The server itself forgets it
 * when the process dies, however it dies.
 */
export interface Lease {
  readonly client: pg.Client
  /** Lets the process end by itself while it holds the claim. */
  rest(): void
  /** Calls back once when the connection breaks without being given up. */
  onLost(callback: () => void): void
  /** Gives the claim back; true when nobody else holds one, and then nobody can get one until `drop`. */
  giveBack(): Promise<boolean>
  drop(): Promise<void>
}

/** pg has these two; its type declarations do not. */
interface Referenced {
  ref(): void
  unref(): void
}

export function serverUrl(port: number, password: string, database: string): string {
  return `postgres://grove:${password}@127.0.0.1:${port}/${database}`
}

/** @throws the PostgreSQL or system error when the server is not there (yet, or any more). */
export async function takeLease(port: number, password: string): Promise<Lease> {
  const client = new pg.Client({
    connectionString: serverUrl(port, password, 'postgres'),
    application_name: 'grove lease',
    keepAlive: true,
  })
  let lost: () => void = () => undefined
  let given = false
  client.on('error', () => undefined)
  client.on('end', () => {
    if (!given) lost()
  })
  try {
    await client.connect()
    await client.query('select pg_advisory_lock_shared($1)', [LEASE])
  } catch (error) {
    given = true
    await client.end().catch(() => undefined)
    throw error
  }
  const socket = client as unknown as Referenced
  return {
    client,
    rest: () => socket.unref(),
    onLost: (callback) => {
      lost = callback
    },
    giveBack: async () => {
      given = true
      socket.ref()
      await client.query('select pg_advisory_unlock_shared($1)', [LEASE])
      const { rows } = await client.query<{ last: boolean }>('select pg_try_advisory_lock($1) as last', [LEASE])
      return rows[0]?.last === true
    },
    drop: async () => {
      given = true
      socket.ref()
      await client.end().catch(() => undefined)
    },
  }
}

/** Makes the product's database on a new server. */
export async function ensureDatabase(client: pg.Client, name: string): Promise<void> {
  const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name])
  if (rowCount) return
  await client.query(`create database ${client.escapeIdentifier(name)}`).catch((error: { code?: string }) => {
    // Two processes started at once: the other one made it.
    if (error.code !== '42P04' && error.code !== '23505') throw error
  })
}
