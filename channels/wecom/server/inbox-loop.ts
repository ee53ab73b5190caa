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
    where exists (select 1 from wecom_event e where e.workspace_id = w.id and e.state = 'new' and e.due_at <= ${ctx.clock.now()}) order by w.id`)
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

/** Events become places to look at, one batch in one transaction; no call of the platform is made here, so the inbox empties fast. */
async function run(ctx: Ctx): Promise<{ more: boolean }> {
  return ctx.inTx(async (tx) => {
    const now = tx.clock.now()
    const events = await tx.db.rows<Stored>(sql`
      select e.id, e.account_id as "accountId", e.body from wecom_event e
      where e.workspace_id = ${tx.workspaceId} and e.state = 'new' and e.due_at <= ${now}
      order by e.due_at, e.id limit ${BATCH} for update skip locked`)
    if (events.length === 0) return { more: false }
    const understood = events.map(understand)
    await addRefreshes(
      tx,
      understood.flatMap(({ accountId, hints }) => (hints ?? []).map((hint) => ({ accountId, ...hint }))),
    )
    await tx.db.exec(sql`
      update wecom_event e set state = n.state, error = n.error, handled_at = ${now}, attempts = e.attempts + 1
      from unnest(${understood.map((one) => one.id)}::bigint[], ${understood.map((one) => (one.hints ? 'done' : 'unrecognised'))}::text[],
        ${understood.map((one) => one.error)}::text[]) as n (id, state, error)
      where e.workspace_id = ${tx.workspaceId} and e.id = n.id`)
    tx.afterCommit(() => tx.app.signals.wake('wecom-refresh'))
    return { more: events.length === BATCH }
  })
}

export const inboxLoop = dueLoop({ name: 'wecom-inbox', wakeOn: ['wecom-inbox'], everyMs: 2000, share: 0.15, due, run })
