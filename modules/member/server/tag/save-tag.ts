import { placesOf } from '@grove/condition-kit/server'
import { emit } from '@grove/event-log'
import type { InputOf } from '@grove/kernel/contract'
import { audit, type Ctx } from '@grove/kernel/server'
import { memberErrors, memberUntagged, type saveTag as saveRoute } from '../../contract/index.ts'
import { ensureGroup, findTag, findTagById } from './store.ts'
import { countMixed, keepNewest, lockGroup, saveTagRow } from './store-group.ts'
import { markUntagged } from './untagged.ts'

/** Members whose surplus tags are taken in one go when a group becomes single choice. */
const MOST_MIXED = 10_000

/** Makes a tag or changes its name, group, colour, life and who may use it. @throws member.tag_not_found member.tag_name_taken member.tag_in_use */
export async function saveTag(ctx: Ctx, input: InputOf<typeof saveRoute>): Promise<{ id: number }> {
  return ctx.inTx(async (ctx) => {
    const before = input.id ? await findTagById(ctx, input.id) : undefined
    if (input.id && !before) throw memberErrors.tag_not_found()
    const same = await findTag(ctx, input.name)
    if (same && same.id !== input.id) throw memberErrors.tag_name_taken({ name: input.name })
    if (before && before.name !== input.name) await requireUnnamed(ctx, before.name)
    await ensureGroup(ctx, input.groupName)
    const id = await saveTagRow(ctx, input)
    if (id === 0) throw memberErrors.tag_name_taken({ name: input.name })
    const moved = before && before.groupName !== input.groupName
    if (moved && (await lockGroup(ctx, input.groupName))?.singleChoice) await settleGroup(ctx, input.groupName)
    await audit(ctx, { verb: 'tag.save', target: { kind: 'tag', id }, before, after: input })
    return { id }
  })
}

/** Conditions name tags by name: under one that does, the name may not change. @throws member.tag_in_use */
async function requireUnnamed(ctx: Ctx, name: string): Promise<void> {
  const places = await placesOf(ctx, { what: 'tag', key: name })
  if (places.length) throw memberErrors.tag_in_use({ tag: name, uses: places.map((place) => place.name).slice(0, 20) })
}

/** Makes a group true to single choice: each member keeps the newest of its tags. @throws member.tag_group_not_single */
export async function settleGroup(ctx: Ctx, groupName: string): Promise<number> {
  const mixed = await countMixed(ctx, groupName, MOST_MIXED + 1)
  if (mixed > MOST_MIXED) throw memberErrors.tag_group_not_single({ members: mixed })
  const gone = mixed === 0 ? [] : await keepNewest(ctx, groupName)
  await markUntagged(
    ctx,
    gone.map((one) => one.memberId),
  )
  await emit(
    ctx,
    gone.map(({ memberId, counted, tagId, tag }) => ({
      kind: memberUntagged,
      memberId,
      counted,
      data: { tagId, tag, why: 'replaced' as const },
    })),
  )
  return gone.length
}
