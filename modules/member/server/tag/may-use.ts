import { type Ctx, holds } from '@grove/kernel/server'
import { memberErrors } from '../../contract/index.ts'
import type { TagRecord } from './store.ts'

/** Whether the actor may put this tag on people and take it off: told by roles; whoever manages tags or owns the group always may. */
export function mayUse(ctx: Ctx, tag: Pick<TagRecord, 'roles' | 'groupOwner'>): boolean {
  const { actor } = ctx
  if (tag.roles === null || actor.kind === 'system' || holds(actor, 'tag.manage')) return true
  return actor.kind === 'staff' && (tag.groupOwner === actor.staffId || tag.roles.includes(actor.role))
}

/** @throws member.tag_not_yours */
export function requireUsable(ctx: Ctx, tag: Pick<TagRecord, 'roles' | 'groupOwner' | 'name'>): void {
  if (!mayUse(ctx, tag)) throw memberErrors.tag_not_yours({ tag: tag.name })
}
