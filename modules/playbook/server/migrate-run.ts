import { emit } from '@grove/event-log'
import { audit, type Ctx } from '@grove/kernel/server'
import { type Definition, playbookErrors, runErrors, runMigrated, type RunRow } from '../contract/index.ts'
import { dueAfter, migrateTrack } from '../domain/index.ts'
import { diffPlaybooks } from '../domain/diff.ts'
import { atWork } from './at-work.ts'
import { visibleRuns } from './change-runs.ts'
import { upcomingOf } from './read-calendar.ts'
import { readRun } from './read-runs.ts'
import { findVersion } from './store-playbook.ts'
import { findRun, type StoredRun, writeRunVersion } from './store-run.ts'
import { refitTracks } from './refit-tracks.ts'

export interface MigrateRun {
  readonly id: number
  readonly version: number
}

const LOOK_AHEAD_DAYS = 14

/** What would change, what is past due in the new version and so never sent, and what comes next. Nothing is written. */
export async function previewMigration(ctx: Ctx, input: MigrateRun) {
  const row = await readRun(ctx, input.id)
  const stored = row && (await findRun(ctx, input.id))
  if (!stored) throw runErrors.not_found()
  const target = await targetVersion(ctx, stored, input.version)
  const [now, from, to] = [ctx.clock.now().getTime(), await atWork(ctx, stored), await atWork(ctx, { ...stored, versionId: target.id })]
  const anchors = { kind: 'community', anchorAt: to.run.startAt, anchorDay: to.run.startDay } as const
  const pastDue = to.plan.tracks.community.anchored
    .filter((planned) => !from.plan.steps.has(planned.step.id))
    .filter((planned) => (dueAfter(to.plan, to.run, anchors, planned, to.run.startAt - 1)?.at ?? Infinity) <= now)
    .map((planned) => planned.step.id)
  return {
    changes: [...diffPlaybooks(from.plan.definition, target.definition as Definition)],
    pastDue,
    next: await upcomingOf(ctx, [to], LOOK_AHEAD_DAYS),
  }
}

/**
 * Moves a run to another version of its playbook. What is past due there is left out, waits of steps that are gone are dropped.
 * @throws run.not_found run.ended run.same_version playbook.version_not_found
 */
export async function migrateRun(ctx: Ctx, input: MigrateRun): Promise<RunRow> {
  return ctx.inTx(async (tx) => {
    const [stored] = await visibleRuns(tx, [input.id])
    if (!stored) throw runErrors.not_found()
    if (stored.state === 'stopped' || stored.state === 'done') throw runErrors.ended()
    const target = await targetVersion(tx, stored, input.version)
    const from = await atWork(tx, stored)
    await writeRunVersion(tx, stored.id, target.id)
    const work = await atWork(tx, { ...stored, versionId: target.id })
    const now = tx.clock.now().getTime()
    await refitTracks(tx, work, (track) => migrateTrack(from.plan, work.plan, work.run, track, now))
    await emit(tx, [
      {
        kind: runMigrated,
        data: { playbookId: stored.playbookId, versionId: target.id, fromVersionId: stored.versionId },
        runId: stored.id,
        communityId: stored.communityId,
      },
    ])
    await audit(tx, {
      verb: 'run.migrate',
      target: { kind: 'run', id: stored.id },
      before: { versionId: stored.versionId },
      after: { versionId: target.id },
    })
    tx.afterCommit(() => tx.app.signals.wake('playbook'))
    const row = await readRun(tx, stored.id)
    if (!row) throw runErrors.not_found()
    return row
  })
}

async function targetVersion(ctx: Ctx, stored: StoredRun, number: number) {
  const target = await findVersion(ctx, stored.playbookId, number)
  if (!target) throw playbookErrors.version_not_found()
  if (target.id === stored.versionId) throw runErrors.same_version()
  return target
}
