import type { InputOf, OutputOf } from '@grove/kernel/contract'
import { audit, type Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { type getSettings as getRoute, type saveSettings as saveRoute, standingErrors } from '../contract/index.ts'
import { rfmFault } from '../domain/rfm.ts'
import { startCount } from './recount.ts'
import { readSettings, writeSettings } from './store-settings.ts'

export async function getSettings(ctx: Ctx): Promise<OutputOf<typeof getRoute>> {
  return readSettings(ctx)
}

/** Changes how members are measured and has everybody counted anew. @throws standing.bad_cuts standing.segment_twice standing.already_counting */
export async function saveSettings(ctx: Ctx, input: InputOf<typeof saveRoute>): Promise<OutputOf<typeof saveRoute>> {
  const fault = rfmFault(input.settings.rfm)
  if (fault?.kind === 'twice') throw standingErrors.segment_twice({ key: fault.key })
  if (fault) throw standingErrors.bad_cuts()
  return ctx.inTx(async (tx) => {
    const { settings: before } = await readSettings(tx)
    await writeSettings(tx, input.settings)
    if (before.sleepDays !== input.settings.sleepDays)
      await tx.db.exec(sql`
        update standing s set sleep_at = s.last_act_at + make_interval(days => ${input.settings.sleepDays})
        where s.workspace_id = ${tx.workspaceId} and s.sleep_at is not null`)
    await audit(tx, { verb: 'standing.settings', target: { kind: 'workspace', id: tx.workspaceId }, before, after: input.settings })
    await startCount(tx)
    return {}
  })
}
