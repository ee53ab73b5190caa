import { kernelErrors } from '../contract/index.ts'
import type { Actor, Ctx } from './context.ts'

/** True when the actor holds the right; the system holds all, members none. */
export function holds(actor: Actor, right: string): boolean {
  if (actor.kind === 'system') return true
  return (actor.kind === 'staff' || actor.kind === 'apiKey') && actor.rights.has(right)
}

/** @throws kernel.forbidden */
export function requireRight(ctx: Ctx, right: string): void {
  if (!holds(ctx.actor, right)) throw kernelErrors.forbidden({ right })
}
