import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { WorkspaceId } from '@grove/kernel/contract'
import type { Logger, Querier, ReadyRows } from '@grove/kernel/server'
import type { Pool, PoolClient } from 'pg'
import * as copyStreams from 'pg-copy-streams'
import type { Sql } from 'sql-template-tag'
import { copyText } from './copy-text.ts'
import { isKept } from './kept.ts'
import { openPool } from './pool.ts'
import { type Copy, fromRun, type Run } from './querier.ts'
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
   * Connections of their own for one long work of many small statements, to be closed after it. Commits do not wait for the disk: a power cut may
   * take the last moment of them (never a part of one), so it is for work that would be begun again anyway. Each statement is planned once, for
   * any values; planning is most of what a small statement costs.
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
  /** Steps by which the server's processes behind the connections give way, where they run on this machine. */
  readonly behind?: number
}

export function openDatabase(options: DatabaseOptions): Database {
  const { url, behind, name = 'grove' } = options
  const onIdleError = (error: Error) => options.log.warn({ error: error.message }, 'database connection lost')
  const pool = openPool({ url, max: options.max ?? 20, name, behind, onIdleError })
  let heavy: Pool | undefined
  const heavyPool = () => (heavy ??= openPool({ url, max: HEAVY_CONNECTIONS, name: `${name}-heavy`, behind, onIdleError }))
  const relaxed = () => {
    const own = openPool({ url, max: RELAXED_CONNECTIONS, name: `${name}-relaxed`, settings: RELAXED, behind, onIdleError })
    return over({ screens: own, heavy: heavyPool, relaxed, end: () => own.end() }, url, options.strict ?? false, () => true)
  }
  const end = async () => {
    await Promise.all([pool.end(), heavy?.end()])
  }
  return over({ screens: pool, heavy: heavyPool, relaxed, end }, url, options.strict ?? false)
}

/** A name for each text of a statement: the server keeps the plan of a statement that has one. */
function nameStatements(): (text: string) => string {
  const names = new Map<string, string>()
  return (text) => {
    const name = names.get(text) ?? `s${names.size}`
    names.set(text, name)
    return name
  }
}

interface Pools {
  readonly screens: Pool
  /** Opened when the first long work comes. */
  heavy(): Pool
  relaxed(): Database
  end(): Promise<void>
}

function over(pools: Pools, url: string, strict: boolean, isPlannedOnce: (statement: Sql) => boolean = isKept): Database {
  const nameOf = nameStatements()
  const pool = pools.screens
  let statements = 0
  const count = () => {
    statements++
  }
  /** Names belong to the connections of one pool. */
  const ask = (client: Pool | PoolClient, statement: Sql, own: boolean) => {
    const { text, values } = statement
    return client.query({ text, values, ...(own && isPlannedOnce(statement) && { name: nameOf(text) }) })
  }
  const run = async <T>(setup: string, work: (tx: Transaction) => Promise<T>, source: Pool = pool): Promise<T> => {
    let after: (() => void)[] = []
    const result = await transaction(source, setup, (client: PoolClient) => {
      after = []
      let running: string | undefined
      const alone = async <R>(text: string, ask: () => Promise<R>): Promise<R> => {
        count()
        // While rows are copied the role of the workspace is laid down: nothing else may slip in, not only under test.
        if (running !== undefined && (strict || [running, text].some(isCopy))) throw new Error(sideBySide(running, text))
        running = text
        try {
          return await ask()
        } finally {
          running = undefined
        }
      }
      const send: Run = (statement) => alone(statement.text, () => ask(client, statement, source === pool))
      const copy: Copy = (...input) => alone(`copy ${input[1]}`, () => copyIn(client, setup !== '', input))
      return work({ db: fromRun(send, copy), run: send, after })
    })
    for (const action of after) action()
    return result
  }
  return {
    url,
    pool,
    system: fromRun(
      (statement) => {
        count()
        return ask(pool, statement, true)
      },
      (...input) => run('', (tx) => tx.db.copy(...input)),
    ),
    systemTx: (work) => run('', work),
    workspaceTx: (workspaceId, work) => run(scopeOf(workspaceId), work),
    heavyTx: (workspaceId, work) => run(`${scopeOf(workspaceId)};${HEAVY}`, work, pools.heavy()),
    relaxed: () => pools.relaxed(),
    statements: () => statements,
    close: () => pools.end(),
  }
}

const isCopy = (text: string) => text.startsWith('copy ')

const sideBySide = (one: string, other: string) =>
  `two statements side by side on one transaction; await the first:\n${one.trim().slice(0, 120)}\n${other.trim().slice(0, 120)}`

/**
 * Row-level security has no COPY into its tables, so for this one statement the role of the workspace is laid down. In return the workspace of
 * each row is written here, not by the caller.
 */
async function copyIn(client: PoolClient, scoped: boolean, [workspaceId, table, columns, rows]: Parameters<Copy>): Promise<void> {
  const names = [table, ...columns]
  if (!Number.isSafeInteger(workspaceId) || names.some((name) => !/^[a-z_]+$/.test(name)))
    throw new Error(`no table or column: ${names.join()}`)
  const text = 'text' in rows ? textOf(workspaceId, rows) : copyText(workspaceId, rows)
  const copy = `copy ${table} (workspace_id, ${columns.join(', ')}) from stdin`
  // One message: for each statement of its own the server would stand idle for the way there and back.
  await pipeline(Readable.from(text), client.query(copyStreams.from(scoped ? `set local role none;${copy};${ROLE}` : copy)))
}

/** In pieces: the server works on the first while the others are on their way. */
function* textOf(workspaceId: WorkspaceId, { of, text }: ReadyRows): Generator<Uint8Array, void> {
  if (of !== workspaceId) throw new Error('rows made ready for another workspace')
  for (let at = 0; at < text.length; at += PIECE) yield text.subarray(at, at + PIECE)
}

const ROLE = 'set local role grove_app'
const PIECE = 65_536
const HEAVY_CONNECTIONS = 2
const RELAXED_CONNECTIONS = 8
// A plan for any values, made while a table is still empty, must not read all of it once it is full; a plan kept is not worth compiling each time.
const RELAXED = { synchronous_commit: 'off', plan_cache_mode: 'force_generic_plan', enable_seqscan: 'off', jit: 'off' }
const HEAVY = "set local statement_timeout='10min';set local work_mem='128MB';set local max_parallel_workers_per_gather=0;set local jit=off"

function scopeOf(workspaceId: WorkspaceId): string {
  if (!Number.isSafeInteger(workspaceId)) throw new Error('not a workspace number')
  return `${ROLE};set local grove.workspace_id='${workspaceId}'`
}
