import { type InputOf, kernelErrors, type OutputOf } from '@grove/kernel/contract'
import { audit, type Ctx } from '@grove/kernel/server'
import { type ApiKey, type createApiKey as createRoute, identityErrors, type revokeApiKey as revokeRoute } from '../contract/index.ts'
import { actorName } from './actor-name.ts'
import { requireHeldRights } from './require-grantable.ts'
import { insertApiKey, keysInUse, revokeKey } from './store-api-key.ts'
import { ownWorkspace } from './store-workspace.ts'
import { hashToken, newToken } from './token.ts'

export async function listApiKeys(ctx: Ctx): Promise<{ items: ApiKey[] }> {
  return { items: await keysInUse(ctx) }
}

/**
 * A key with a part of its maker's rights. Made by people who see the whole workspace only: a key has no groups of its own,
 * and a key that makes keys would outlive being revoked.
 * @throws kernel.forbidden identity.right_unknown identity.right_not_held identity.expiry_past
 */
export async function createApiKey(ctx: Ctx, input: InputOf<typeof createRoute>): Promise<OutputOf<typeof createRoute>> {
  const { actor } = ctx
  if (actor.kind !== 'staff' || actor.scope.kind !== 'all') throw kernelErrors.forbidden({ right: 'apiKey.manage' })
  const rights = [...new Set(input.rights)].sort()
  requireHeldRights(ctx, rights)
  const createdAt = ctx.clock.now()
  const { name, expiresAt } = input
  if (expiresAt && expiresAt <= createdAt) throw identityErrors.expiry_past()
  return ctx.inTx(async (tx) => {
    const { publicKey } = await ownWorkspace(tx)
    const key = `grove_${publicKey}_${newToken()}`
    const prefix = key.slice(0, publicKey.length + 11)
    const { id } = await insertApiKey(tx, { name, prefix, keyHash: hashToken(key), rights, createdBy: actor.staffId, expiresAt })
    await audit(tx, { verb: 'api_key.create', target: { kind: 'apiKey', id }, after: { name, rights, expiresAt } })
    return { id, name, prefix, rights, createdBy: await actorName(tx), createdAt, expiresAt, lastUsedAt: null, key }
  })
}

/** @throws kernel.not_found */
export async function revokeApiKey(ctx: Ctx, { id }: InputOf<typeof revokeRoute>): Promise<Record<string, never>> {
  return ctx.inTx(async (tx) => {
    const before = await revokeKey(tx, id)
    if (!before) throw kernelErrors.not_found()
    await audit(tx, { verb: 'api_key.revoke', target: { kind: 'apiKey', id }, before })
    return {}
  })
}
