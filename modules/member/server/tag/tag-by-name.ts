import { emit } from '@grove/event-log'
import type { Ctx } from '@grove/kernel/server'
import { memberUntagged } from '../../contract/index.ts'
import { deleteTagPairs, ensureTags, tagNumbers } from './store.ts'
import { putTags } from './tag-members.ts'
import { markUntagged } from './untagged.ts'

export interface NamedTag {
  readonly memberId: number
  readonly tag: string
}

/** Gives many members many tags by name, in few statements; new tags are made. For the house itself: nobody's rights are asked. */
export async function tagByName(ctx: Ctx, pairs: readonly NamedTag[]): Promise<void> {
  if (pairs.length === 0) return
  await ctx.inTx(async (tx) => {
    const tags = await ensureTags(tx, [...new Set(pairs.map((one) => one.tag))])
    const ids = new Map(tags.map((tag) => [tag.name, tag.id]))
    await putTags(
      tx,
      tags,
      pairs.flatMap(({ memberId, tag }) => {
        const tagId = ids.get(tag)
        return tagId === undefined ? [] : [{ memberId, tagId }]
      }),
    )
  })
}

/** Takes them again; who does not carry one is left alone. */
export async function untagByName(ctx: Ctx, pairs: readonly NamedTag[]): Promise<void> {
  if (pairs.length === 0) return
  await ctx.inTx(async (tx) => {
    const ids = await tagNumbers(
      tx,
      pairs.map((one) => one.tag),
    )
    const known = pairs.flatMap(({ memberId, tag }) => {
      const tagId = ids.get(tag)
      return tagId === undefined ? [] : [{ memberId, tagId }]
    })
    const names = new Map([...ids].map(([name, id]) => [id, name]))
    const taken = await deleteTagPairs(tx, known)
    await markUntagged(
      tx,
      taken.map((one) => one.memberId),
    )
    await emit(
      tx,
      taken.map(({ memberId, tagId, counted }) => ({
        kind: memberUntagged,
        memberId,
        counted,
        data: { tagId, tag: names.get(tagId) ?? '' },
      })),
    )
  })
}
