import type { Database } from '@grove/db'
import type { WorkspaceId } from '@grove/kernel/contract'
import type { Job, SystemCtx } from '@grove/kernel/server'
import { type ParsedCronItem, parseCronItems, run, runMigrations, runOnce, type TaskList, Logger as WorkerLogger } from 'graphile-worker'
import sql from 'sql-template-tag'

/** Brings the queue's own schema up to date; before the modules' migrations. */
export async function migrateJobs(database: Database): Promise<void> {
  await runMigrations({ pgPool: database.pool, logger: quiet(undefined) })
}

export interface JobWorker {
  stop(): Promise<void>
}

/** Works on the queue until stopped (a product without jobs has nothing to wait for); `concurrency` jobs at once. */
export async function startJobs(system: SystemCtx, database: Database, concurrency = 2): Promise<JobWorker> {
  if (system.app.registry.jobs.length === 0) return { stop: async () => undefined }
  const runner = await run({
    pgPool: database.pool,
    concurrency,
    noHandleSignals: true,
    pollInterval: 2000,
    taskList: tasksOf(system),
    parsedCronItems: cronsOf(system),
    logger: quiet(system),
  })
  return { stop: () => runner.stop() }
}

/** Does all that waits, then returns: tests and the demo. */
export async function drainJobs(system: SystemCtx, database: Database): Promise<void> {
  if (system.app.registry.jobs.length === 0) return
  await runOnce({ pgPool: database.pool, taskList: tasksOf(system), noHandleSignals: true, logger: quiet(system) })
}

const CRON_PREFIX = 'cron:'

function tasksOf(system: SystemCtx): TaskList {
  const tasks: TaskList = {}
  for (const job of system.app.registry.jobs) {
    tasks[job.name] = async (payload) => {
      const { workspaceId, input } = payload as { workspaceId: WorkspaceId; input: unknown }
      const ctx = await system.enter(workspaceId, { kind: 'system', name: job.name })
      await job.run(ctx, job.input.parse(input))
    }
    if (job.cron) tasks[CRON_PREFIX + job.name] = () => fanOut(system, job)
  }
  return tasks
}

/** A job that comes back by itself runs once for each workspace: one statement, whatever their number. */
async function fanOut(system: SystemCtx, job: Job): Promise<void> {
  await system.db.exec(sql`
    select grove_enqueue(${job.name}, json_build_object('workspaceId', w.id, 'input', json_build_object()), null, ${job.maxAttempts},
      w.id || ':' || ${job.name} || ':cron')
    from workspace w`)
}

function cronsOf(system: SystemCtx): ParsedCronItem[] {
  const crons = system.app.registry.jobs.filter((job) => job.cron !== undefined)
  return parseCronItems(crons.map((job) => ({ task: CRON_PREFIX + job.name, match: job.cron as string, identifier: job.name })))
}

function quiet(system: SystemCtx | undefined): WorkerLogger {
  return new WorkerLogger(() => (level, message) => {
    if (level === 'error') system?.app.log.error({ queue: true }, message)
    if (level === 'warning') system?.app.log.warn({ queue: true }, message)
  })
}
