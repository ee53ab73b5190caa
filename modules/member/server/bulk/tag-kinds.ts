import { emit } from '@grove/event-log'
import { audit, type Ctx } from '@grove/kernel/server'
import { z } from 'zod'
import { bulkTag, bulkUntag, memberErrors, memberTagged, memberUntagged } from '../../contract/index.ts'
import { requireUsable } from '../tag/may-use.ts'
import { findTag, findTagById, holdTags } from '../tag/store.ts'
import { deleteTag } from '../tag/store-group.ts'
import { putTags, tagToUse, takeTag } from '../tag/tag-members.ts'
import { markUntagged, unmark } from '../tag/untagged.ts'
import { bulkKind, type Restored, type Standing } from './bulk-kind.ts'
import { holdStandings, type PutBack, putBack, takeBack } from './store-tags.ts'

const worked = z.object({ tagId: z.number(), tag: z.string(), until: z.iso.datetime({ offset: true }).nullable().optional() })

/** Gives members a tag; in a single-choice group the one it replaces is kept for undo. */
export const tagKind = bulkKind({
  kind: 'tag',
  input: bulkTag,
  undoable: true,
  prepare: async (ctx, input) => {
    const until = endOf(ctx.clock.now(), input)
    const tag = await tagToUse(ctx, { tag: input.tag, groupName: input.groupName, until })
    return { about: { tag: tag.name }, work: { tagId: tag.id, tag: tag.name, ...(until === undefined ? {} : { until }) } }
  },
  standing,
  apply: async (ctx, work, memberIds) => {
    const { tagId, until } = worked.parse(work)
    const pairs = memberIds.map((memberId) => ({ memberId, tagId }))
    const held = await putTags(ctx, [{ id: tagId }], pairs, until === undefined ? {} : { until: until === null ? null : new Date(until) })
    if (held.length === 0 && !(await findTagById(ctx, tagId))) throw memberErrors.tag_not_found()
  },
  restore,
})

/** Takes a tag from members. */
export const untagKind = bulkKind({
  kind: 'untag',
  input: bulkUntag,
  undoable: true,
  prepare: async (ctx, input) => {
    const tag = await findTag(ctx, input.tag)
    if (!tag) throw memberErrors.tag_not_found()
    requireUsable(ctx, tag)
    return { about: { tag: tag.name }, work: { tagId: tag.id, tag: tag.name } }
  },
  standing,
  apply: untag,
  restore,
})

/** Takes a tag from all its carriers and then from the list: what removing a tag that many carry becomes. */
export const removeTagKind = bulkKind({
  kind: 'remove-tag',
  input: bulkUntag,
  right: 'tag.manage',
  undoable: false,
  prepare: async (ctx, input) => {
    const tag = await findTag(ctx, input.tag)
    if (!tag) throw memberErrors.tag_not_found()
    return { about: { tag: tag.name }, work: { tagId: tag.id, tag: tag.name } }
  },
  standing,
  apply: untag,
  restore: async () => [],
  finish: async (ctx, work) => {
    const { tagId, tag } = worked.parse(work)
    await deleteTag(ctx, tagId)
    await audit(ctx, { verb: 'tag.remove', target: { kind: 'tag', id: tagId }, before: { name: tag } })
  },
})

function endOf(now: Date, input: z.infer<typeof bulkTag>): Date | null | undefined {
  if (input.days !== undefined) return new Date(now.getTime() + input.days * 86_400_000)
  return typeof input.until === 'string' ? new Date(input.until) : input.until
}

async function untag(ctx: Ctx, work: Standing, memberIds: readonly number[]): Promise<void> {
  const { tagId, tag } = worked.parse(work)
  await takeTag(ctx, { id: tagId, name: tag }, memberIds)
}

/** The tag and, in a single-choice group, its rivals: which of them a member carries, since when and until when. */
async function standing(ctx: Ctx, work: Standing, memberIds: readonly number[]): Promise<ReadonlyMap<number, Standing>> {
  const { tagId } = worked.parse(work)
  await holdTags(ctx, [tagId])
  const rows = await holdStandings(ctx, tagId, memberIds)
  return new Map(rows.map((row) => [row.memberId, { tags: row.tags }]))
}

interface Carried {
  readonly id: number
  readonly at: string
  readonly by: string | null
  readonly until: string | null
}
const carried = (standing: Standing) => standing['tags'] as readonly Carried[]

async function restore(ctx: Ctx, _work: Standing, items: readonly Restored[]): Promise<number[]> {
  const same = (a: Carried, b: Carried) => a.id === b.id && a.until === b.until
  const gone: PutBack[] = items.flatMap((item) =>
    carried(item.after)
      .filter((tag) => !carried(item.before).some((old) => same(old, tag)))
      .map((tag) => ({ memberId: item.memberId, ...tag })),
  )
  const back: PutBack[] = items.flatMap((item) =>
    carried(item.before)
      .filter((tag) => !carried(item.after).some((is) => same(is, tag)))
      .map((tag) => ({ memberId: item.memberId, ...tag })),
  )
  const taken = gone.length ? await takeBack(ctx, gone) : []
  const put = back.length ? await putBack(ctx, back) : []
  await unmark(
    ctx,
    put.map((one) => one.memberId),
  )
  await markUntagged(
    ctx,
    taken.map((one) => one.memberId),
  )
  const moved = new Set(put.map((one) => `${one.memberId} ${one.tagId}`))
  const only = new Set(taken.map((one) => `${one.memberId} ${one.tagId}`))
  await emit(ctx, [
    ...taken
      .filter((one) => !moved.has(`${one.memberId} ${one.tagId}`))
      .map(({ memberId, counted, tagId, tag }) => ({ kind: memberUntagged, memberId, counted, data: { tagId, tag } })),
    ...put
      .filter((one) => !only.has(`${one.memberId} ${one.tagId}`))
      .map(({ memberId, counted, tagId, tag }) => ({ kind: memberTagged, memberId, counted, data: { tagId, tag } })),
  ])
  return items.map((item) => item.memberId)
}
