import { enqueue } from '@grove/jobs'
import type { Ctx } from '@grove/kernel/server'
import { rebuildJob } from './rebuild-job.ts'
import { writeBuilding } from './store-build.ts'

/** Has live segments built anew in the background. `quiet`: people are moved in bulk and nobody is told. The caller holds the gate. */
export async function startBuild(ctx: Ctx, ids: readonly number[], quiet: boolean): Promise<void> {
  if (ids.length === 0) return
  const builds = await writeBuilding(ctx, ids, quiet)
  for (const { id, version } of builds) await enqueue(ctx, rebuildJob, { segmentId: id, version }, { key: String(id) })
}
