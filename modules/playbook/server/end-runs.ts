import { stopSendsOfRuns } from '@grove/conversation/server'
import { emit } from '@grove/event-log'
import type { Ctx } from '@grove/kernel/server'
import { cancelTasksOfRuns } from '@grove/task/server'
import { runEnded } from '../contract/index.ts'
import type { RunAtWork } from './at-work.ts'
import { writeRunState } from './store-run.ts'
import { restPlaces } from './store-place.ts'

export interface EndedRun {
  readonly atWork: Pick<RunAtWork, 'stored'>
  readonly reason: string
  readonly how: 'stopped' | 'done'
}

/**
 * Ends runs: their tracks rest for good. A run that is stopped takes back what has not left yet; one that is done lets the last
 * sends and tasks finish.
 */
export async function endRuns(ctx: Ctx, ended: readonly EndedRun[]): Promise<void> {
  const ids = [...new Set(ended.map((one) => one.atWork.stored.id))]
  await restPlaces(ctx, ids, true)
  for (const how of ['stopped', 'done'] as const) {
    const these = ended.filter((one) => one.how === how)
    if (these.length)
      await writeRunState(
        ctx,
        these.map((one) => one.atWork.stored.id),
        how,
        these[0]?.reason ?? '',
      )
  }
  const stopped = ended.filter((one) => one.how === 'stopped').map((one) => one.atWork.stored.id)
  if (stopped.length) {
    await stopSendsOfRuns(ctx, stopped)
    await cancelTasksOfRuns(ctx, stopped)
  }
  await emit(
    ctx,
    ended.map(({ atWork: { stored }, how, reason }) => ({
      kind: runEnded,
      data: { playbookId: stored.playbookId, versionId: stored.versionId, how, reason },
      runId: stored.id,
      communityId: stored.communityId,
    })),
  )
}
