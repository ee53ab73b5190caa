import type { InputOf } from '@grove/kernel/contract'
import { audit, type Ctx } from '@grove/kernel/server'
import type { updateWorkspace as updateRoute, Workspace } from '../contract/index.ts'
import { lockWorkspace, ownWorkspace, saveWorkspace } from './store-workspace.ts'

export function getWorkspace(ctx: Ctx): Promise<Workspace> {
  return ownWorkspace(ctx)
}

/** Times already planned keep their moment; what is planned from now on follows the new zone. */
export async function updateWorkspace(ctx: Ctx, input: InputOf<typeof updateRoute>): Promise<Workspace> {
  return ctx.inTx(async (tx) => {
    const row = await lockWorkspace(tx)
    const before = { name: row.name, zone: row.zone, locale: row.locale }
    const after = { name: input.name ?? before.name, zone: input.zone ?? before.zone, locale: input.locale ?? before.locale }
    if (JSON.stringify(before) === JSON.stringify(after)) return row
    await saveWorkspace(tx, after)
    await audit(tx, { verb: 'workspace.update', target: { kind: 'workspace', id: tx.workspaceId }, before, after })
    return { ...row, ...after }
  })
}
