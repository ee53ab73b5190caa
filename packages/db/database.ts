import type { WorkspaceId } from '@grove/kernel/contract'
import type { Logger, Querier } from '@grove/kernel/server'
import type { Pool, PoolClient } from 'pg'
import { openPool } from './pool.ts'
import { fromRun, type Run } from './querier.ts'
import { transaction } from './transaction.ts'

export interface Transaction {
  readonly db: Querier
  readonly run: Run
  /** Callbacks for after the commit. */
  readonly after: (() => void)[]
}

export interface Database {
  readonly url: string
  readonly pool: Pool
  /** Across workspaces: no row-level security. One statement, one implicit transaction. */
  readonly system: Querier
  systemTx<T>(work: (tx: Transaction) => Promise<T>): Promise<T>
  /** In one workspace: role grove_app and `grove.workspace_id` are set for the transaction, so no other rows exist for it. */
  workspaceTx<T>(workspaceId: WorkspaceId, work: (tx: Transaction) => Promise<T>): Promise<T>
  /**
   * The same on connections of their own, two at most: long counts and rebuilds never take one that a screen waits for. Statements get time and
   * memory to sort in, and no help of other processes, so that a machine of two cores stays free for everybody else.
   */
  heavyTx<T>(workspaceId: WorkspaceId, work: (tx: Transaction) => Promise<T>): Promise<T>
  /**
   * The same connections, but commits do not wait for the disk: a power cut may take the last moment of them (never a part of one).
   * For work that would be begun again anyway.
   */
  relaxed(): Database
  /** Statements run since the start, transaction brackets left out. */
  statements(): number
  close(): Promise<void>
}

export interface DatabaseOptions {
  readonly url: string
  readonly log: Logger
  readonly name?: string
  /** Connections at most; 20 unless told. */
  readonly max?: number
  /** Refuses a second statement on a transaction while one runs: one connection does one thing at a time. For tests; a running product queues it. */
  readonly strict?: boolean
}

export function openDatabase(options: DatabaseOptions): Database {
  const onIdleError = (error: Error) => options.log.warn({ error: error.message }, 'database connection lost')
  const pool = openPool({ url: options.url, max: options.max ?? 20, name: options.name ?? 'grove', onIdleError })
  let heavy: Pool | undefined
  const pools = {
    screens: pool,
    heavy: () => (heavy ??= openPool({ url: options.url, max: HEAVY_CONNECTIONS, name: `${options.name ?? 'grove'}-heavy`, onIdleError })),
    end: async () => {
      await Promise.all([pool.end(), heavy?.end()])
    },
  }
  return over(pools, options.url, '', options.strict ?? false)
}

interface Pools {
  readonly screens: Pool
  /** Opened when the first long work comes. */
  heavy(): Pool
  end(): Promise<void>
}

function over(pools: Pools, url: string, before: string, strict: boolean): Database {
  const pool = pools.screens
  let statements = 0
  const count = () => {
    statements++
  }
  const run = async <T>(setup: string, work: (tx: Transaction) => Promise<T>, from: Pool = pool): Promise<T> => {
    let after: (() => void)[] = []
    const result = await transaction(from, before + setup, (client: PoolClient) => {
      after = []
      let running: string | undefined
      const send: Run = async (statement) => {
        count()
        if (running !== undefined && strict) throw new Error(sideBySide(running, statement.text))
        running = statement.text
        try {
          return await client.query({ text: statement.text, values: statement.values })
        } finally {
          running = undefined
        }
      }
      return work({ db: fromRun(send), run: send, after })
    })
    for (const action of after) action()
    return result
  }
  return {
    url,
    pool,
    system: fromRun((statement) => {
      count()
      return pool.query({ text: statement.text, values: statement.values })
    }),
    systemTx: (work) => run('', work),
    workspaceTx: (workspaceId, work) => run(scopeOf(workspaceId), work),
    heavyTx: (workspaceId, work) => run(`${scopeOf(workspaceId)};${HEAVY}`, work, pools.heavy()),
    relaxed: () => over(pools, url, 'set local synchronous_commit=off;', strict),
    statements: () => statements,
    close: () => pools.end(),
  }
}

const sideBySide = (one: string, other: string) =>
  `two statements side by side on one transaction; await the first:\n${one.trim().slice(0, 120)}\n${other.trim().slice(0, 120)}`

const HEAVY_CONNECTIONS = 2
const HEAVY = "set local statement_timeout='10min';set local work_mem='128MB';set local max_parallel_workers_per_gather=0;set local jit=off"

function scopeOf(workspaceId: WorkspaceId): string {
  if (!Number.isSafeInteger(workspaceId)) throw new Error('not a workspace number')
  return `set local role grove_app;set local grove.workspace_id='${workspaceId}'`
}
