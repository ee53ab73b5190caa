import { emit } from '@grove/event-log'
import { audit, type Ctx } from '@grove/kernel/server'
import { memberErrors, memberTagged, memberUntagged, type Tag } from '../../contract/index.ts'
import { type Chosen, chosenIds } from '../chosen-members.ts'
import { requireUsable } from './may-use.ts'
import {
  deleteMemberTags,
  deleteRivalTags,
  type Ending,
  ensureTags,
  findTag,
  holdMembers,
  holdTags,
  insertMemberTags,
  type TagOnMember,
  type TagRecord,
} from './store.ts'
import { markUntagged, unmark } from './untagged.ts'

export interface TagMembers extends Chosen {
  readonly tag: string
  /** Where a tag that is made here goes. */
  readonly groupName?: string | undefined
  /** When it leaves by itself; null: never, left out: after the life of the tag. */
  readonly until?: Date | null | undefined
  /** For each member its own end, instead of one for all. */
  readonly untils?: ReadonlyMap<number, Date> | undefined
}

/**
 * Gives members a tag by name; the tag is made when it is new. Members that carry it already are left alone, only its end may move.
 * @throws member.tag_not_yours member.tag_until_past
 */
export async function tagMembers(ctx: Ctx, input: TagMembers): Promise<{ changed: number }> {
  return ctx.inTx(async (ctx) => {
    const tag = await tagToUse(ctx, input)
    const memberIds = await chosenIds(ctx, input)
    if (memberIds.length === 0) return { changed: 0 }
    const pairs = memberIds.map((memberId) => ({ memberId, tagId: tag.id }))
    const changed = await putTags(ctx, [tag], pairs, { until: input.until, untils: input.untils })
    if (ctx.actor.kind === 'staff' && changed.length)
      await audit(ctx, {
        verb: 'member.tag',
        target: { kind: 'tag', id: tag.id },
        after: { tag: tag.name, until: input.until, memberIds: changed },
      })
    return { changed: changed.length }
  })
}

/** The tag by name, made when it is new. @throws member.tag_not_yours member.tag_until_past */
export async function tagToUse(ctx: Ctx, input: Pick<TagMembers, 'tag' | 'groupName' | 'until'>): Promise<TagRecord> {
  if (input.until && input.until <= ctx.clock.now()) throw memberErrors.tag_until_past()
  const [made] = await ensureTags(ctx, [input.tag], input.groupName ?? '')
  const tag = made && (await findTag(ctx, made.name))
  if (!tag) throw memberErrors.tag_not_found()
  requireUsable(ctx, tag)
  return tag
}

export interface PutOptions {
  /** For all pairs; left out, each tag lives as long as it is made to. */
  readonly until?: Date | null | undefined
  /** For each member its own end. */
  readonly untils?: ReadonlyMap<number, Date> | undefined
}

/** Pairs of tags and members, with events and single choice; answers the members for whom something changed. */
export async function putTags(
  ctx: Ctx,
  tags: readonly Pick<Tag, 'id'>[],
  pairs: readonly TagOnMember[],
  options: PutOptions = {},
): Promise<number[]> {
  const held = new Map((await holdTags(ctx, [...new Set(tags.map((tag) => tag.id))])).map((tag) => [tag.id, tag]))
  const wanted = pairs.flatMap((pair) => {
    const tag = held.get(pair.tagId)
    const given = options.untils ? (options.untils.get(pair.memberId) ?? null) : options.until
    return tag ? [{ ...pair, until: given === undefined ? endOf(ctx, tag) : given }] : []
  })
  if (wanted.length === 0) return []
  const single = wanted.filter((pair) => held.get(pair.tagId)?.singleChoice)
  if (single.length)
    await holdMembers(
      ctx,
      single.map((pair) => pair.memberId),
    )
  const ending: Ending = options.until === undefined && !options.untils ? 'renew' : 'exact'
  const added = await insertMemberTags(ctx, onePerGroup(wanted, held), ending)
  const fresh = added.filter((one) => one.fresh)
  await unmark(
    ctx,
    fresh.map((one) => one.memberId),
  )
  const rivals = fresh.some((one) => held.get(one.tagId)?.singleChoice) ? await deleteRivalTags(ctx, fresh) : []
  await emit(ctx, [
    ...rivals.map(({ memberId, counted, tagId, tag }) => ({
      kind: memberUntagged,
      memberId,
      counted,
      data: { tagId, tag, why: 'replaced' as const },
    })),
    ...fresh.map(({ memberId, counted, tagId, until }) => ({
      kind: memberTagged,
      memberId,
      counted,
      data: { tagId, tag: held.get(tagId)?.name ?? '', ...(until ? { until: until.toISOString() } : {}) },
    })),
  ])
  return [...new Set(added.map((one) => one.memberId))]
}

function endOf(ctx: Ctx, tag: TagRecord): Date | null {
  return tag.lifeDays === null ? null : new Date(ctx.clock.now().getTime() + tag.lifeDays * 86_400_000)
}

/** Two tags of one single-choice group for one member in one call: the last named stays. */
function onePerGroup<P extends TagOnMember>(pairs: readonly P[], held: ReadonlyMap<number, TagRecord>): P[] {
  const last = new Map<string, P>()
  for (const pair of pairs) {
    const tag = held.get(pair.tagId)
    last.set(`${pair.memberId} ${tag?.singleChoice ? `group ${tag.groupName}` : pair.tagId}`, pair)
  }
  return [...last.values()]
}

/** @throws member.tag_not_found member.tag_not_yours */
export async function untagMembers(ctx: Ctx, input: Chosen & { readonly tag: string }): Promise<{ changed: number }> {
  return ctx.inTx(async (ctx) => {
    const tag = await findTag(ctx, input.tag)
    if (!tag) throw memberErrors.tag_not_found()
    requireUsable(ctx, tag)
    const taken = await takeTag(ctx, tag, await chosenIds(ctx, input))
    if (ctx.actor.kind === 'staff' && taken.length)
      await audit(ctx, { verb: 'member.untag', target: { kind: 'tag', id: tag.id }, before: { tag: tag.name, memberIds: taken } })
    return { changed: taken.length }
  })
}

/** Takes one tag from members, with events; answers those who carried it. */
export async function takeTag(ctx: Ctx, tag: Pick<Tag, 'id' | 'name'>, memberIds: readonly number[]): Promise<number[]> {
  const taken = await deleteMemberTags(ctx, tag.id, memberIds)
  await markUntagged(
    ctx,
    taken.map((one) => one.memberId),
  )
  await emit(
    ctx,
    taken.map(({ memberId, counted }) => ({ kind: memberUntagged, memberId, counted, data: { tagId: tag.id, tag: tag.name } })),
  )
  return taken.map((one) => one.memberId)
}
