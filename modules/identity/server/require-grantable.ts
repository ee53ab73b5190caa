import type { Role } from '@grove/kernel/contract'
import { type Ctx, holds } from '@grove/kernel/server'
import { identityErrors } from '../contract/index.ts'
import { rightsOf } from '../domain/rights.ts'
import { rightOverrides } from './store-right.ts'

/**
 * Nobody hands out more than they hold: only a head makes heads, and a role may be given only by one who holds all its rights.
 * @throws identity.head_only identity.right_not_held
 */
export async function requireGrantableRole(ctx: Ctx, role: Role): Promise<void> {
  if (ctx.actor.kind === 'system' || isHead(ctx)) return
  if (role === 'head') throw identityErrors.head_only()
  requireHeldRights(ctx, rightsOf(role, ctx.app.registry.rights, await rightOverrides(ctx)))
}

/** @throws identity.right_unknown identity.right_not_held */
export function requireHeldRights(ctx: Ctx, rights: Iterable<string>): void {
  for (const right of rights) {
    if (!ctx.app.registry.rights.has(right)) throw identityErrors.right_unknown({ right })
    if (!holds(ctx.actor, right)) throw identityErrors.right_not_held({ right })
  }
}

export const isHead = (ctx: Ctx): boolean => ctx.actor.kind === 'system' || (ctx.actor.kind === 'staff' && ctx.actor.role === 'head')
