import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import type { Problem, Task, Upcoming } from '../contract/index.ts'
import { readTasks } from './read-task.ts'
import { mine, taskScope } from './scope.ts'
import { todaySources } from './today-source.ts'

const OPEN_SHOWN = 100
const NEXT_SHOWN = 8
/** What is due within this time belongs to "now". */
const SOON_MS = 15 * 60_000

/** The first screen: what to confirm, what to do, what fires next, what went wrong, for the actor's own work or all of their groups. */
export function today(ctx: Ctx, input: { readonly whose: 'mine' | 'all' }) {
  // One transaction: a statement by itself takes three turns between the server and its database, and each of a busy machine is waited for.
  return ctx.inTx(async (tx) => {
    const work = input.whose === 'mine' ? sql`${taskScope(tx)} and ${mine(tx)}` : taskScope(tx)
    const tasks = await readTasks(tx, sql`t.state = 'open' and ${work} order by t.due_at, t.id limit ${OPEN_SHOWN}`)
    const wrong: Problem[] = []
    const next: Upcoming[] = []
    for (const source of tx.app.registry.all(todaySources)) {
      wrong.push(...((await source.wrong?.(tx)) ?? []))
      next.push(...((await source.next?.(tx, NEXT_SHOWN)) ?? []))
    }
    const { stopped, ...counts } = await count(tx, input.whose)
    const soon = new Date(tx.clock.now().getTime() + SOON_MS)
    const asks = (task: Task) => task.kind === 'confirm'
    return {
      confirm: tasks.filter(asks),
      now: tasks.filter((task) => !asks(task) && task.dueAt <= soon),
      later: tasks.filter((task) => !asks(task) && task.dueAt > soon),
      wrong,
      next: next.toSorted((a, b) => a.at.getTime() - b.at.getTime()).slice(0, NEXT_SHOWN),
      counts,
      stopped,
    }
  })
}

function count(ctx: Ctx, whose: 'mine' | 'all') {
  const work = whose === 'mine' ? sql`${taskScope(ctx)} and ${mine(ctx)}` : taskScope(ctx)
  const now = ctx.clock.now()
  return ctx.db.one<{ open: number; overdue: number; doneToday: number; stopped: boolean }>(sql`
    select w.sends_stopped as stopped,
      (select count(*)::int from task t where t.workspace_id = ${ctx.workspaceId} and t.state = 'open' and ${work}) as open,
      (select count(*)::int from task t where t.workspace_id = ${ctx.workspaceId} and t.state = 'open' and ${work}
        and coalesce(t.expires_at, t.due_at) < ${now}) as overdue,
      (select count(*)::int from task t where t.workspace_id = ${ctx.workspaceId} and t.state = 'done' and ${work}
        and t.done_at >= (date_trunc('day', ${now}::timestamptz at time zone w.zone) at time zone w.zone)) as "doneToday"
    from workspace w where w.id = ${ctx.workspaceId}`)
}
