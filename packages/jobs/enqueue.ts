import type { Ctx, Job } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import type { z } from 'zod'

export interface EnqueueOptions {
  /** A waiting job with the same key (in this workspace) is replaced instead of doubled. */
  readonly key?: string
  readonly runAt?: Date
}

/** Puts a job on the queue in the caller's transaction: it exists exactly when the state that needs it does. */
export async function enqueue<J extends Job>(ctx: Ctx, job: J, input: z.input<J['input']>, options: EnqueueOptions = {}): Promise<void> {
  const payload = JSON.stringify({ workspaceId: ctx.workspaceId, input: job.input.parse(input) })
  const key = options.key ? `${ctx.workspaceId}:${job.name}:${options.key}` : null
  await ctx.db.exec(
    sql`select grove_enqueue(${job.name}, ${payload}::json, ${options.runAt ?? null}::timestamptz, ${job.maxAttempts}, ${key})`,
  )
  ctx.afterCommit(() => ctx.app.signals.wake('jobs'))
}
