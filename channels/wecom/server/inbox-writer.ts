import { kept } from '@grove/db'
import type { Querier } from '@grove/kernel/server'
import sql from 'sql-template-tag'

export interface InboxRow {
  readonly workspaceId: number
  readonly accountId: number
  readonly dedupe: string
  readonly kind: string
  readonly body: string
  readonly receivedAt: Date
  /** The code to greet a new customer with, where the event brought one. */
  readonly welcome: {
    readonly code: string
    readonly userid: string
    readonly externalUserid: string
    readonly source: string | null
  } | null
}

const MOST_ROWS = 500
/** More than this waiting means the database does not keep up: the platform is told to come again. */
const MOST_WAITING = 20_000
/** What comes within so long shares a statement, unless enough came before: each costs the disk a write and the server a plan, whatever is in it. */
const GATHER_MS = 20
const ENOUGH_ROWS = 32
/** A second one begins while the first waits for the disk. */
const STATEMENTS_AT_ONCE = 2
const WELCOME_SECONDS = 20

export interface InboxWriter {
  /** Resolves when the row is safe. Rejects when it is not. */
  write(row: InboxRow): Promise<void>
}

interface Waiting {
  readonly row: InboxRow
  readonly done: () => void
  readonly failed: (error: unknown) => void
}

/** Many callers, few statements: rows gather for a moment, and while statements run. `stored` hears of each statement. */
export function inboxWriter(db: Querier, stored: (welcomes: boolean) => void): InboxWriter {
  const waiting: Waiting[] = []
  let running = 0
  let gathering: NodeJS.Timeout | undefined
  let late = false
  const look = (): void => {
    if (waiting.length === 0) return
    if (late || waiting.length >= ENOUGH_ROWS) return void send()
    gathering ??= setTimeout(() => {
      gathering = undefined
      late = true
      look()
    }, GATHER_MS)
  }
  const send = async (): Promise<void> => {
    if (running === STATEMENTS_AT_ONCE) return
    clearTimeout(gathering)
    gathering = undefined
    late = false
    running += 1
    const batch = waiting.splice(0, MOST_ROWS)
    const rows = batch.map(({ row }) => row)
    try {
      await insertRows(db, rows)
      for (const { done } of batch) done()
      stored(rows.some((row) => row.welcome !== null))
    } catch (error) {
      for (const { failed } of batch) failed(error)
    }
    running -= 1
    look()
  }
  return {
    write: (row) =>
      new Promise((done, failed) => {
        if (waiting.length >= MOST_WAITING) return failed(new Error('the inbox is full'))
        waiting.push({ row, done, failed })
        look()
        return undefined
      }),
  }
}

/** One statement, so that an event, its waiting and the code it brought are kept together or not at all. */
async function insertRows(db: Querier, rows: readonly InboxRow[]): Promise<void> {
  const events = sql`
    insert into wecom_event (workspace_id, account_id, dedupe, kind, body, received_at)
    select n.workspace_id, n.account_id, n.dedupe, n.kind, n.body, n.received_at
    from unnest(${rows.map((row) => row.workspaceId)}::bigint[], ${rows.map((row) => row.accountId)}::bigint[],
      ${rows.map((row) => row.dedupe)}::text[], ${rows.map((row) => row.kind)}::text[], ${rows.map((row) => row.body)}::text[],
      ${rows.map((row) => row.receivedAt)}::timestamptz[]) as n (workspace_id, account_id, dedupe, kind, body, received_at)
    order by n.workspace_id, n.account_id, n.dedupe
    on conflict (workspace_id, account_id, dedupe) do nothing
    returning workspace_id, account_id, id, received_at`
  const wait = sql`insert into wecom_waiting (workspace_id, account_id, event_id, since)
    select t.workspace_id, t.account_id, t.id, t.received_at from told t`
  const greetings = rows.flatMap(({ welcome, ...row }) => (welcome ? [{ ...row, ...welcome }] : []))
  if (greetings.length === 0) return void (await db.exec(kept(sql`with told as (${events}) ${wait}`)))
  const greet = sql`
    insert into wecom_welcome (workspace_id, account_id, code, userid, external_userid, source, received_at, expires_at, state)
    select n.workspace_id, n.account_id, n.code, n.userid, n.external_userid, n.source, n.received_at,
      n.received_at + make_interval(secs => ${WELCOME_SECONDS}), 'new'
    from unnest(${greetings.map((row) => row.workspaceId)}::bigint[], ${greetings.map((row) => row.accountId)}::bigint[],
      ${greetings.map((row) => row.code)}::text[], ${greetings.map((row) => row.userid)}::text[],
      ${greetings.map((row) => row.externalUserid)}::text[], ${greetings.map((row) => row.source)}::text[],
      ${greetings.map((row) => row.receivedAt)}::timestamptz[])
      as n (workspace_id, account_id, code, userid, external_userid, source, received_at)
    order by n.workspace_id, n.account_id, n.code
    on conflict (workspace_id, account_id, code) do nothing`
  await db.exec(kept(sql`with told as (${events}), greeted as (${greet}) ${wait}`))
}
