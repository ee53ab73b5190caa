import type { InputOf } from '@grove/kernel/contract'
import { role as roleSchema } from '@grove/kernel/contract'
import { audit, type Ctx, type ModuleSpec } from '@grove/kernel/server'
import { identityErrors, type RightRow, type setRight as setRoute } from '../contract/index.ts'
import { type RightOverride, rightsOf } from '../domain/rights.ts'
import { requireHeldRights } from './require-grantable.ts'
import { deleteOverride, rightOverrides, saveOverride } from './store-right.ts'

export async function listRights(ctx: Ctx): Promise<{ items: RightRow[] }> {
  const overrides = await rightOverrides(ctx)
  return {
    items: ctx.app.registry.modules.flatMap((module) => Object.keys(module.rights).map((right) => rowOf(ctx, module, right, overrides))),
  }
}

/** @throws identity.right_unknown identity.right_not_held identity.head_rights_fixed */
export async function setRight(ctx: Ctx, { right, role, granted }: InputOf<typeof setRoute>): Promise<RightRow> {
  const module = ctx.app.registry.modules.find((one) => right in one.rights)
  if (!module) throw identityErrors.right_unknown({ right })
  if (role === 'head') throw identityErrors.head_rights_fixed()
  requireHeldRights(ctx, [right])
  return ctx.inTx(async (tx) => {
    const before = rowOf(tx, module, right, await rightOverrides(tx))
    if (before.standard.includes(role) === granted) await deleteOverride(tx, role, right)
    else await saveOverride(tx, { role, right, granted })
    const after = rowOf(tx, module, right, await rightOverrides(tx))
    if (before.roles.includes(role) !== granted)
      await audit(tx, {
        verb: granted ? 'right.grant' : 'right.withdraw',
        target: { kind: 'right', id: right },
        before: { roles: before.roles },
        after: { roles: after.roles },
      })
    return after
  })
}

function rowOf(ctx: Ctx, module: ModuleSpec, right: string, overrides: readonly RightOverride[]): RightRow {
  const standard = module.rights[right] ?? []
  const roles = roleSchema.options.filter((role) => rightsOf(role, ctx.app.registry.rights, overrides).has(right))
  return { right, module: module.name, roles, standard: roleSchema.options.filter((role) => role === 'head' || standard.includes(role)) }
}
