import { createSystemCtx, databasePort } from '@grove/db'
import { hasUnsettled, readerLoop } from '@grove/event-log'
import { drainLoops } from '@grove/jobs'
import type { WorkspaceId } from '@grove/kernel/contract'
import { createApp, type SystemCtx } from '@grove/kernel/server'
import sql from 'sql-template-tag'

/** The same product over the same database, on a clock of its own. */
export interface FastProduct {
  readonly system: SystemCtx
  /** Runs everything that falls due in the workspace until a moment, in the order of time, and stands there. */
  goTo(workspaceId: WorkspaceId, moment: Date): Promise<void>
  close(): Promise<void>
}

/** Looks at most at this many moments between two points: a loop that finds the same moment again is a mistake, not work. */
const MOST_STOPS = 400

/** Looks at a log that others hold back; about three seconds. */
const MOST_LOOKS = 1000

export function openFastProduct(real: SystemCtx, start: Date): FastProduct {
  const { registry, config, log } = real.app
  let now = start
  const app = createApp({ registry, config, log, clock: { now: () => now } })
  // A power cut leaves the history unfinished one way or the other; what follows it is durable, and so is all before that.
  const database = real.app.use(databasePort).relaxed()
  app.fill(databasePort, database)
  const system = createSystemCtx(app, database)
  const loops = [...registry.readers.map(readerLoop), ...registry.loops]
  const drain = async (workspaceId: WorkspaceId) => {
    for (let look = 0; look < MOST_LOOKS; look++) {
      const held = await hasUnsettled(system, workspaceId)
      await drainLoops(system, loops, workspaceId)
      if (!held && !(await hasUnsettled(system, workspaceId))) return
      // Transactions of others may hide events for a moment; on a fast clock that moment would be days.
      await new Promise((resolve) => setTimeout(resolve, 3))
    }
  }
  const goTo = async (workspaceId: WorkspaceId, moment: Date) => {
    // What just happened may make something due before the moment.
    await drain(workspaceId)
    for (let stop = 0; stop < MOST_STOPS; stop++) {
      const next = await nextDue(system, workspaceId)
      if (!next || next > moment) break
      if (next > now) now = next
      else if (stop > 0) now = new Date(now.getTime() + 60_000)
      if (now > moment) break
      await drain(workspaceId)
    }
    now = moment
    await drain(workspaceId)
  }
  return { system, goTo, close: () => database.close() }
}

/** When something of the workspace falls due next: a step, a send, a task that runs out, a community that moves on. */
async function nextDue(system: SystemCtx, workspaceId: WorkspaceId): Promise<Date | null> {
  const { at } = await system.db.one<{ at: Date | null }>(sql`
    select least(
      (select min(due_at) from playbook_place where workspace_id = ${workspaceId} and state = 1 and due_at is not null),
      (select min(not_before) from send where workspace_id = ${workspaceId} and state in ('planned', 'retry', 'held')),
      (select min(expires_at) from task where workspace_id = ${workspaceId} and state = 'open'),
      (select min(next_move_at) from community where workspace_id = ${workspaceId} and next_move_at is not null)) as at`)
  return at
}
