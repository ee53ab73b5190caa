import type { InputOf } from '@grove/kernel/contract'
import { audit, type Ctx } from '@grove/kernel/server'
import { memberErrors, type orderTagGroups as orderRoute, type saveTagGroup as saveRoute } from '../../contract/index.ts'
import { requireOwner } from '../require-owner.ts'
import { settleGroup } from './save-tag.ts'
import { deleteGroup, insertGroup, lockGroup, moveTags, updateGroup, writeGroupOrder, writeTagOrder } from './store-group.ts'

/**
 * Makes or changes a group; answers how many tags left members because it became single choice.
 * @throws member.tag_group_not_found member.tag_group_name_taken member.tag_group_not_single member.unknown_owner
 */
export async function saveTagGroup(ctx: Ctx, input: InputOf<typeof saveRoute>): Promise<{ changed: number }> {
  return ctx.inTx(async (ctx) => {
    const { was, ...group } = input
    await requireOwner(ctx, group.ownerStaffId)
    const before = was === undefined ? undefined : await lockGroup(ctx, was)
    if (was !== undefined && !before) throw memberErrors.tag_group_not_found()
    const renamed = was !== undefined && was !== group.name
    if (renamed && (await lockGroup(ctx, group.name))) throw memberErrors.tag_group_name_taken({ name: group.name })
    if (was !== undefined) await updateGroup(ctx, was, group)
    else if (!(await insertGroup(ctx, group))) throw memberErrors.tag_group_name_taken({ name: group.name })
    const changed = group.singleChoice && !before?.singleChoice ? await settleGroup(ctx, group.name) : 0
    await audit(ctx, { verb: 'tag_group.save', target: { kind: 'tag_group', id: group.name }, before, after: group })
    return { changed }
  })
}

/** Order of groups on screen, and of the tags in one. */
export async function orderTagGroups(ctx: Ctx, input: InputOf<typeof orderRoute>): Promise<{ changed: number }> {
  return ctx.inTx(async (ctx) => {
    const groups = input.groups ? await writeGroupOrder(ctx, input.groups) : 0
    const tags = input.tags ? await writeTagOrder(ctx, input.tags) : 0
    if (groups + tags > 0) await audit(ctx, { verb: 'tag_group.order', target: { kind: 'tag_group', id: 'all' }, after: input })
    return { changed: groups + tags }
  })
}

/** The tags of the group stay, and stay on their members. @throws member.tag_group_not_found */
export async function removeTagGroup(ctx: Ctx, input: { readonly name: string }): Promise<{ changed: number }> {
  return ctx.inTx(async (ctx) => {
    const before = await lockGroup(ctx, input.name)
    if (!before) throw memberErrors.tag_group_not_found()
    const changed = await moveTags(ctx, input.name, '')
    await deleteGroup(ctx, input.name)
    await audit(ctx, { verb: 'tag_group.remove', target: { kind: 'tag_group', id: input.name }, before: { ...before, tags: changed } })
    return { changed }
  })
}
