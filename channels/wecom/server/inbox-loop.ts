import type { WorkspaceId } from '@grove/kernel/contract'
import { type Ctx, dueLoop, type SystemCtx } from '@grove/kernel/server'
import { readEvent } from '@grove/wecom-api/callback'
import sql from 'sql-template-tag'
import { type Hint, meaningOf } from './event-meaning.ts'
import { addRefreshes } from './refresh-store.ts'

/** Small turns: while one is being read nobody else is answered. */
const BATCH = 200

interface Stored {
  readonly id: number
  readonly accountId: number
  readonly body: string
}

async function due(ctx: SystemCtx): Promise<WorkspaceId[]> {
  const rows = await ctx.db.rows<{ id: WorkspaceId }>(sql`
    select w.id from workspace w
    where exists (select 1 from wecom_waiting e where e.workspace_id = w.id) order by w.id`)
  return rows.map((row) => row.id)
}

interface Understood {
  readonly id: number
  readonly accountId: number
  readonly hints: readonly Hint[] | null
  readonly error: string | null
}

function understand({ id, accountId, body }: Stored): Understood {
  try {
    return { id, accountId, hints: meaningOf(readEvent(body)), error: null }
  } catch (error) {
    return { id, accountId, hints: null, error: (error as Error).message.slice(0, 200) }
  }
}

async function markUnrecognised(ctx: Ctx, events: readonly Understood[]): Promise<void> {
  if (events.length === 0) return
  await ctx.db.exec(sql`
    update wecom_event e set trouble = 'unrecognised', error = n.error
    from unnest(${events.map((one) => one.accountId)}::bigint[], ${events.map((one) => one.id)}::bigint[],
      ${events.map((one) => one.error)}::text[]) as n (account_id, id, error)
    where e.workspace_id = ${ctx.workspaceId} and e.account_id = n.account_id and e.id = n.id`)
}

/** Events become places to look at, one batch in one transaction; no call of the platform is made here, so the inbox empties fast. */
async function run(ctx: Ctx): Promise<{ more: boolean }> {
  return ctx.inTx(async (tx) => {
    const events = await tx.db.rows<Stored>(sql`
      with taken as (
        delete from wecom_waiting w using (
          select d.event_id from wecom_waiting d where d.workspace_id = ${tx.workspaceId} order by d.event_id limit ${BATCH} for update skip locked) n
        where w.workspace_id = ${tx.workspaceId} and w.event_id = n.event_id returning w.account_id, w.event_id)
      select e.id, e.account_id as "accountId", e.body from taken t
      join wecom_event e on e.workspace_id = ${tx.workspaceId} and e.account_id = t.account_id and e.id = t.event_id order by e.id`)
    if (events.length === 0) return { more: false }
    const understood = events.map(understand)
    await addRefreshes(
      tx,
      understood.flatMap(({ accountId, hints }) => (hints ?? []).map((hint) => ({ accountId, ...hint }))),
    )
    await markUnrecognised(
      tx,
      understood.filter(({ hints }) => hints === null),
    )
    tx.afterCommit(() => tx.app.signals.wake('wecom-refresh'))
    return { more: events.length === BATCH }
  })
}

export const inboxLoop = dueLoop({ name: 'wecom-inbox', wakeOn: ['wecom-inbox'], everyMs: 2000, share: 0.15, due, run })
