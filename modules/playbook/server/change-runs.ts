import { pauseSendsOfRuns, resumeSendsOfRuns } from '@grove/conversation/server'
import { emit } from '@grove/event-log'
import { audit, type Ctx } from '@grove/kernel/server'
import { type Amendment, runAmended, runErrors, runPaused, runResumed, type RunState } from '../contract/index.ts'
import { skipTo } from '../domain/index.ts'
import { atWork } from './at-work.ts'
import { endRuns } from './end-runs.ts'
import { refitTracks } from './refit-tracks.ts'
import { visibleCommunities } from './store-community.ts'
import { lockRuns, type StoredRun, writeAmendments, writeRunState } from './store-run.ts'
import { restPlaces } from './store-place.ts'

export type RunChange =
  | { readonly kind: 'pause' }
  | { readonly kind: 'resume' }
  | { readonly kind: 'stop'; readonly reason: string }
  | { readonly kind: 'shift'; readonly days: number }

/** States from which each change leads on; in any other the run is left as it is and told back. */
const FROM: Readonly<Record<RunChange['kind'], readonly RunState[]>> = {
  pause: ['active'],
  resume: ['paused'],
  stop: ['active', 'paused'],
  shift: ['active', 'paused'],
}

const changeVerb = { pause: 'run.pause', resume: 'run.resume', stop: 'run.stop', shift: 'run.shift' } as const

/**
 * Changes many runs at once; those in a state that does not allow it are named, not refused. After a pause nothing of the time between is made up.
 * @throws run.not_found when one of them is not there for the actor
 */
export async function changeRuns(ctx: Ctx, input: { readonly ids: readonly number[]; readonly change: RunChange }) {
  return ctx.inTx(async (tx) => {
    const runs = await visibleRuns(tx, input.ids)
    const able = runs.filter((run) => FROM[input.change.kind].includes(run.state))
    if (able.length) await change(tx, able, input.change)
    await audit(
      tx,
      able.map((run) => ({
        verb: changeVerb[input.change.kind],
        target: { kind: 'run', id: run.id },
        before: { state: run.state },
        after: input.change,
      })),
    )
    tx.afterCommit(() => tx.app.signals.wake('playbook'))
    const unchanged = runs.filter((run) => !able.includes(run)).map(({ id, state }) => ({ id, state }))
    return { changed: able.map((run) => run.id), unchanged }
  })
}

/** Locked runs the actor may see, all of them. @throws run.not_found */
export async function visibleRuns(ctx: Ctx, ids: readonly number[]): Promise<StoredRun[]> {
  const runs = await lockRuns(ctx, ids)
  const seen = new Set(
    (
      await visibleCommunities(
        ctx,
        runs.map((run) => run.communityId),
      )
    ).map((community) => community.id),
  )
  if (new Set(ids).size !== runs.length || runs.some((run) => !seen.has(run.communityId))) throw runErrors.not_found()
  return runs
}

async function change(ctx: Ctx, runs: readonly StoredRun[], wanted: RunChange): Promise<void> {
  const ids = runs.map((run) => run.id)
  switch (wanted.kind) {
    case 'pause':
      await writeRunState(ctx, ids, 'paused', null)
      await restPlaces(ctx, ids, true)
      await pauseSendsOfRuns(ctx, ids)
      return emit(
        ctx,
        runs.map((run) => told(run, runPaused)),
      )
    case 'resume': {
      await writeRunState(ctx, ids, 'active', null)
      const now = ctx.clock.now().getTime()
      for (const run of runs) {
        const work = await atWork(ctx, run)
        await refitTracks(ctx, work, (track) => skipTo(work.plan, work.run, track, now))
      }
      await restPlaces(ctx, ids, false)
      await resumeSendsOfRuns(ctx, ids)
      return emit(
        ctx,
        runs.map((run) => told(run, runResumed)),
      )
    }
    case 'stop':
      return endRuns(
        ctx,
        runs.map((stored) => ({ atWork: { stored }, reason: wanted.reason, how: 'stopped' as const })),
      )
    case 'shift':
      for (const run of runs)
        await amend(ctx, run, [...run.amendments, { kind: 'shift', at: ctx.clock.now().getTime(), days: wanted.days }], 'shift')
  }
}

/** Writes a run's changes and lets its tracks look for their next moment again. */
export async function amend(ctx: Ctx, run: StoredRun, amendments: readonly Amendment[], what: string): Promise<void> {
  await writeAmendments(ctx, run.id, amendments)
  const work = await atWork(ctx, { ...run, amendments })
  await refitTracks(ctx, work, (track) => skipTo(work.plan, work.run, track, Math.min(track.doneUntil, ctx.clock.now().getTime())))
  await emit(ctx, [
    {
      kind: runAmended,
      data: { playbookId: run.playbookId, versionId: run.versionId, change: what },
      runId: run.id,
      communityId: run.communityId,
    },
  ])
}

const told = (run: StoredRun, kind: typeof runPaused | typeof runResumed) => ({
  kind,
  data: { playbookId: run.playbookId, versionId: run.versionId },
  runId: run.id,
  communityId: run.communityId,
})
