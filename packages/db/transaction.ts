import type { Pool, PoolClient } from 'pg'

/** Deadlock or serialisation failure: the whole transaction may simply run again. */
const RETRYABLE = new Set(['40P01', '40001'])
const TRIES = 3

/**
 * Runs `work` between `begin` (sent in one round trip with `setup`) and `commit`. Outermost only: deadlocks run again, up to three times,
 * so `work` must not touch anything but the database.
 */
export async function transaction<T>(pool: Pool, setup: string, work: (client: PoolClient) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const client = await pool.connect()
    let broken: Error | undefined
    try {
      await client.query(`begin;${setup}`)
      const result = await work(client)
      await client.query('commit')
      return result
    } catch (error) {
      broken = await rollback(client)
      if (attempt < TRIES && RETRYABLE.has(codeOf(error))) continue
      throw error
    } finally {
      client.release(broken)
    }
  }
}

async function rollback(client: PoolClient): Promise<Error | undefined> {
  try {
    await client.query('rollback')
    return undefined
  } catch (error) {
    return error as Error
  }
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
}
