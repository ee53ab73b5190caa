import { emit } from '@grove/event-log'
import type { InputOf } from '@grove/kernel/contract'
import { audit, type Ctx } from '@grove/kernel/server'
import { memberErrors, memberUntagged, type saveTag as saveRoute } from '../contract/index.ts'
import { deleteMemberTags, deleteTag, findTag, findTagById, membersWithTag, saveTagGroup, saveTagRow } from './store-tag.ts'

/** Makes a tag or changes its name, group and colour. @throws member.tag_not_found member.tag_name_taken */
export async function saveTag(ctx: Ctx, input: InputOf<typeof saveRoute>): Promise<{ id: number }> {
  return ctx.inTx(async (ctx) => {
    const before = input.id ? await findTagById(ctx, input.id) : undefined
    if (input.id && !before) throw memberErrors.tag_not_found()
    const same = await findTag(ctx, input.name)
    if (same && same.id !== input.id) throw memberErrors.tag_name_taken({ name: input.name })
    const id = await saveTagRow(ctx, input)
    if (id === 0) throw memberErrors.tag_name_taken({ name: input.name })
    if (input.groupName && input.singleChoice !== undefined) await saveTagGroup(ctx, input.groupName, input.singleChoice)
    await audit(ctx, { verb: 'tag.save', target: { kind: 'tag', id }, before, after: input })
    return { id }
  })
}

/** Takes a tag from everybody and from the list. @throws member.tag_not_found */
export async function removeTag(ctx: Ctx, input: { readonly id: number }): Promise<{ changed: number }> {
  return ctx.inTx(async (ctx) => {
    const tag = await findTagById(ctx, input.id)
    if (!tag) throw memberErrors.tag_not_found()
    const holders = await membersWithTag(ctx, tag.id)
    const taken = await deleteMemberTags(
      ctx,
      tag.id,
      holders.map((holder) => holder.memberId),
    )
    await deleteTag(ctx, tag.id)
    await emit(
      ctx,
      taken.map((one) => ({ kind: memberUntagged, memberId: one.memberId, counted: one.counted, data: { tagId: tag.id, tag: tag.name } })),
    )
    await audit(ctx, { verb: 'tag.remove', target: { kind: 'tag', id: tag.id }, before: { ...tag, members: taken.length } })
    return { changed: taken.length }
  })
}
