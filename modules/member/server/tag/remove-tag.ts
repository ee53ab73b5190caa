import type { InputOf, OutputOf } from '@grove/kernel/contract'
import { audit, type Ctx } from '@grove/kernel/server'
import { memberErrors, type removeTag as removeRoute } from '../../contract/index.ts'
import { startBulk } from '../bulk/start-bulk.ts'
import { findTagById, holdersOf } from './store.ts'
import { deleteTag } from './store-group.ts'
import { takeTag } from './tag-members.ts'
import { usesOf } from './tag-uses.ts'

/** Carriers that lose the tag at once; with more of them it goes in the background. */
const AT_ONCE = 5000

/** Takes a tag from everybody and from the list. @throws member.tag_not_found member.tag_in_use unless told `anyway` */
export async function removeTag(ctx: Ctx, input: InputOf<typeof removeRoute>): Promise<OutputOf<typeof removeRoute>> {
  const tag = await findTagById(ctx, input.id)
  if (!tag) throw memberErrors.tag_not_found()
  const uses = input.anyway ? [] : await usesOf(ctx, tag)
  if (uses.length) throw memberErrors.tag_in_use({ tag: tag.name, uses: uses.map((use) => use.name).slice(0, 20) })
  const holders = (await holdersOf(ctx, tag.id, AT_ONCE + 1)).map((holder) => holder.memberId)
  if (holders.length > AT_ONCE) {
    const bulk = await startBulk(ctx, { kind: 'remove-tag', input: { tag: tag.name }, memberIds: [], filter: { tagId: tag.id } })
    return { changed: 0, bulkId: bulk.id }
  }
  const changed = await ctx.inTx(async (ctx) => {
    const taken = await takeTag(ctx, tag, holders)
    await deleteTag(ctx, tag.id)
    await audit(ctx, { verb: 'tag.remove', target: { kind: 'tag', id: tag.id }, before: { ...tag, members: taken.length } })
    return taken.length
  })
  return { changed, bulkId: null }
}
