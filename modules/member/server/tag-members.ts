import { emit } from '@grove/event-log'
import { audit, type Ctx } from '@grove/kernel/server'
import { memberErrors, memberTagged, memberUntagged, type Tag } from '../contract/index.ts'
import { type Chosen, chosenIds } from './chosen-members.ts'
import { deleteMemberTags, deleteRivalTags, ensureTags, findTag, insertMemberTags, type TagOnMember } from './store-tag.ts'

/** Gives members a tag by name; the tag is made when it is new. Members that carry it already are left alone. */
export async function tagMembers(
  ctx: Ctx,
  input: Chosen & { readonly tag: string; readonly groupName?: string | undefined },
): Promise<{ changed: number }> {
  return ctx.inTx(async (ctx) => {
    const memberIds = await chosenIds(ctx, input)
    const [tag] = await ensureTags(ctx, [input.tag], input.groupName ?? '')
    if (!tag || memberIds.length === 0) return { changed: 0 }
    const added = await putTags(
      ctx,
      [tag],
      memberIds.map((memberId) => ({ memberId, tagId: tag.id })),
    )
    if (ctx.actor.kind === 'staff' && added.length)
      await audit(ctx, { verb: 'member.tag', target: { kind: 'tag', id: tag.id }, after: { tag: tag.name, memberIds: added } })
    return { changed: added.length }
  })
}

/** Pairs of tags and members, with events and single choice; answers the members that got something new. */
export async function putTags(ctx: Ctx, tags: readonly Tag[], pairs: readonly TagOnMember[]): Promise<number[]> {
  const names = new Map(tags.map((tag) => [tag.id, tag.name]))
  const added = await insertMemberTags(ctx, pairs)
  if (added.length === 0) return []
  const rivals = await deleteRivalTags(ctx, added)
  await emit(ctx, [
    ...rivals.map((one) => ({
      kind: memberUntagged,
      memberId: one.memberId,
      counted: one.counted,
      data: { tagId: one.tagId, tag: one.tag },
    })),
    ...added.map((one) => ({
      kind: memberTagged,
      memberId: one.memberId,
      counted: one.counted,
      data: { tagId: one.tagId, tag: names.get(one.tagId) ?? '' },
    })),
  ])
  return [...new Set(added.map((one) => one.memberId))]
}

/** @throws member.tag_not_found */
export async function untagMembers(ctx: Ctx, input: Chosen & { readonly tag: string }): Promise<{ changed: number }> {
  return ctx.inTx(async (ctx) => {
    const tag = await findTag(ctx, input.tag)
    if (!tag) throw memberErrors.tag_not_found()
    const taken = await deleteMemberTags(ctx, tag.id, await chosenIds(ctx, input))
    await emit(
      ctx,
      taken.map((one) => ({
        kind: memberUntagged,
        memberId: one.memberId,
        counted: one.counted,
        data: { tagId: tag.id, tag: tag.name },
      })),
    )
    if (ctx.actor.kind === 'staff' && taken.length)
      await audit(ctx, {
        verb: 'member.untag',
        target: { kind: 'tag', id: tag.id },
        before: { tag: tag.name, memberIds: taken.map((one) => one.memberId) },
      })
    return { changed: taken.length }
  })
}
