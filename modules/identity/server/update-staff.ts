import { emit } from '@grove/event-log'
import { type InputOf, kernelErrors } from '@grove/kernel/contract'
import { audit, type Ctx } from '@grove/kernel/server'
import { identityErrors, type Staff, staffJoined, staffLeft, type updateStaff as updateRoute } from '../contract/index.ts'
import { usualScope } from '../domain/rights.ts'
import { oneStaff } from './read-staff.ts'
import { isHead, requireGrantableRole } from './require-grantable.ts'
import { linkWorkspace, unlinkWorkspace } from './store-account.ts'
import { lockHeads, lockStaff, type StaffRow, saveStaff } from './store-staff.ts'

type Input = InputOf<typeof updateRoute>

/**
 * Changes somebody's place. Takes effect at their next click; out of service means out of the workspace at once.
 * @throws kernel.not_found identity.own_place identity.last_head identity.head_only identity.right_not_held
 */
export async function updateStaff(ctx: Ctx, input: Input): Promise<Staff> {
  return ctx.inTx(async (tx) => {
    const heads = await lockHeads(tx)
    const before = await lockStaff(tx, input.id)
    if (!before) throw kernelErrors.not_found()
    const after = changed(before, input)
    if (JSON.stringify(before) === JSON.stringify(after)) return oneStaff(tx, before.id)
    await requireAllowed(tx, before, after, heads)
    await saveStaff(tx, after)
    if (before.active && !after.active) {
      await unlinkWorkspace(tx.db, after.accountId, tx.workspaceId)
      await emit(tx, [{ kind: staffLeft, data: { staffId: after.id }, counted: false }])
    }
    if (!before.active && after.active) {
      await linkWorkspace(tx.db, after.accountId, tx.workspaceId)
      await emit(tx, [{ kind: staffJoined, data: { staffId: after.id, role: after.role }, counted: false }])
    }
    await audit(tx, { verb: 'staff.update', target: { kind: 'staff', id: after.id }, before: told(before), after: told(after) })
    return oneStaff(tx, after.id)
  })
}

function changed(before: StaffRow, input: Input): StaffRow {
  const role = input.role ?? before.role
  return {
    ...before,
    role,
    displayName: input.displayName ?? before.displayName,
    scope: input.scope ?? (role === before.role ? before.scope : usualScope(role)),
    active: input.active ?? before.active,
    ambience: input.ambience ?? before.ambience,
  }
}

async function requireAllowed(ctx: Ctx, before: StaffRow, after: StaffRow, heads: readonly number[]): Promise<void> {
  const placeChanged =
    before.role !== after.role || before.active !== after.active || JSON.stringify(before.scope) !== JSON.stringify(after.scope)
  if (!placeChanged) return
  if (ctx.actor.kind === 'staff' && ctx.actor.staffId === before.id) throw identityErrors.own_place()
  if (before.role === 'head' && !isHead(ctx)) throw identityErrors.head_only()
  const stays = after.role === 'head' && after.active
  if (!stays && heads.includes(before.id) && heads.length === 1) throw identityErrors.last_head()
  await requireGrantableRole(ctx, after.role)
}

const told = ({ displayName, role, scope, active, ambience }: StaffRow) => ({ displayName, role, scope, active, ambience })
