import { mediaUrls } from '@grove/content/server'
import { communityScope } from '@grove/community/server'
import type { InputOf, OutputOf } from '@grove/kernel/contract'
import { GroveError } from '@grove/kernel/contract'
import { audit, type Ctx } from '@grove/kernel/server'
import { pageOfRows, readCursor } from '@grove/member/server'
import sql, { type Sql } from 'sql-template-tag'
import {
  activityErrors,
  type addEntry as addRoute,
  type listEntries as staffListRoute,
  type listPhoneEntries as listRoute,
  type settleEntry as settleRoute,
  type ShownEntry,
  type voteEntry as voteRoute,
} from '../contract/index.ts'
import { atHumanPace } from './answer-activity.ts'
import { keepAnswers } from './keep-answers.ts'
import { pokeCard } from './refresh-cards.ts'
import { findByCode, lockActivity, type StoredActivity } from './store.ts'
import { changeEntry, countOwn, countVotes, findEntry, insertEntry, moveVotes, putVote, takeVote } from './store-entry.ts'

/** @throws activity.not_found activity.no_entries */
async function withEntries(ctx: Ctx, code: string): Promise<StoredActivity & { rule: NonNullable<StoredActivity['spec']['entries']> }> {
  const activity = await findByCode(ctx, code)
  if (!activity) throw activityErrors.not_found()
  if (!activity.spec.entries) throw activityErrors.no_entries()
  return { ...activity, rule: activity.spec.entries }
}

const pokeLater = (ctx: Ctx, id: number) => ctx.afterCommit(() => pokeCard(ctx, id))

const memberOf = (ctx: Ctx): number => {
  if (ctx.actor.kind !== 'member') throw activityErrors.not_found()
  return ctx.actor.memberId
}

/** Contributes; taking part is noted with the first. @throws activity.* */
export async function addEntry(ctx: Ctx, input: InputOf<typeof addRoute>): Promise<{ number: number }> {
  const memberId = memberOf(ctx)
  atHumanPace(ctx, memberId)
  const activity = await withEntries(ctx, input.code)
  const { picture, most } = activity.rule
  if (picture === 'must' && !input.mediaId) throw activityErrors.picture_needed()
  const mediaId = picture === 'none' ? null : (input.mediaId ?? null)
  if (mediaId !== null && !(await mediaUrls(ctx, [mediaId])).has(mediaId)) throw activityErrors.picture_not_found()
  const number = await ctx.inTx(async (ctx) => {
    const [outcome] = await keepAnswers(ctx, [{ code: input.code, activityId: null, round: null, memberId, choice: 'A', at: null }])
    if (outcome instanceof GroveError) throw outcome
    const own = await countOwn(ctx, activity.id, memberId, input.key)
    if (own.known !== null) return own.known
    if (own.count >= most) throw activityErrors.entries_used_up({ most })
    return insertEntry(ctx, { activityId: activity.id, memberId, text: input.text, mediaId, key: input.key })
  })
  pokeCard(ctx, activity.id)
  return { number }
}

/** A vote for somebody else's, or taken back. @throws activity.* */
export async function voteEntry(ctx: Ctx, input: InputOf<typeof voteRoute>): Promise<{ votes: number }> {
  const memberId = memberOf(ctx)
  atHumanPace(ctx, memberId)
  const { id, rule, communityId } = await withEntries(ctx, input.code)
  return ctx.inTx(async (ctx) => {
    pokeLater(ctx, id)
    const activity = await lockActivity(ctx, id)
    if (activity?.stage !== 'open' || !activity.closesAt || activity.closesAt <= ctx.clock.now()) throw activityErrors.late()
    const entry = await findEntry(ctx, id, input.entryId, { communityId, memberId })
    if (!entry || entry.hidden) throw activityErrors.entry_not_found()
    if (!entry.inGroup) throw activityErrors.not_in_group()
    if (!entry.counted) throw activityErrors.not_for_staff()
    if (entry.memberId === memberId) throw activityErrors.own_entry()
    if (input.on && (await countVotes(ctx, id, memberId, input.entryId)) >= rule.votes)
      throw activityErrors.votes_used_up({ most: rule.votes })
    const moved = input.on ? await putVote(ctx, id, input.entryId, memberId) : -(await takeVote(ctx, id, input.entryId, memberId))
    return { votes: moved === 0 ? entry.votes : await moveVotes(ctx, id, input.entryId, moved) }
  })
}

interface Row extends Omit<ShownEntry, 'thumb' | 'url'> {
  readonly mediaId: number | null
}

async function readEntries(ctx: Ctx, where: Sql, order: Sql, viewer: number, limit: number): Promise<ShownEntry[]> {
  const rows = await ctx.db.rows<Row>(sql`
    select e.id, e.number, e.member_id as "memberId", m.display_name as name, e.text, e.media_id as "mediaId", e.votes, e.hidden, e.reply, e.at,
      exists (select 1 from activity_vote v where v.workspace_id = ${ctx.workspaceId} and v.activity_id = e.activity_id and v.entry_id = e.id
        and v.member_id = ${viewer}) as voted
    from activity_entry e join member m on m.workspace_id = ${ctx.workspaceId} and m.id = e.member_id
    where e.workspace_id = ${ctx.workspaceId} and ${where} order by ${order} limit ${limit}`)
  const pictures = await mediaUrls(
    ctx,
    rows.flatMap((row) => row.mediaId ?? []),
  )
  return rows.map(({ mediaId, ...row }) => {
    const picture = mediaId === null ? undefined : pictures.get(mediaId)
    return { ...row, thumb: picture?.thumb ?? null, url: picture?.url ?? null }
  })
}

/** @throws activity.not_found activity.no_entries */
export async function listPhoneEntries(ctx: Ctx, input: InputOf<typeof listRoute>): Promise<OutputOf<typeof listRoute>> {
  const { id, communityId } = await withEntries(ctx, input.code)
  await inGroup(ctx, communityId)
  return page(ctx, sql`e.activity_id = ${id} and not e.hidden`, input, memberOf(ctx))
}

/** @throws activity.not_found */
export async function listEntries(ctx: Ctx, input: InputOf<typeof staffListRoute>): Promise<OutputOf<typeof staffListRoute>> {
  await seenActivity(ctx, input.id)
  return page(ctx, sql`e.activity_id = ${input.id}`, { ...input, order: 'votes' }, 0)
}

async function page(
  ctx: Ctx,
  where: Sql,
  input: { readonly cursor?: string | undefined; readonly limit: number; readonly order: 'votes' | 'number' },
  viewer: number,
) {
  const place = readCursor(input.cursor)
  const byVotes = input.order === 'votes'
  const after = !place ? sql`true` : byVotes ? sql`(e.votes, -e.id) < (${Number(place.key)}, ${-place.id})` : sql`e.id > ${place.id}`
  const order = byVotes ? sql`e.votes desc, e.id` : sql`e.id`
  const rows = await readEntries(ctx, sql`${where} and ${after}`, order, viewer, input.limit + 1)
  const cut = pageOfRows(
    rows.map((row) => ({ id: row.id, key: String(row.votes), row })),
    input.limit,
  )
  return { items: cut.items.map(({ row }) => row), next: cut.next, total: null }
}

/** @throws activity.not_in_group */
export async function inGroup(ctx: Ctx, communityId: number): Promise<void> {
  const seen = await ctx.db.maybe<{ id: number }>(
    sql`select c.id from community c where c.workspace_id = ${ctx.workspaceId} and c.id = ${communityId} and ${communityScope(ctx)}`,
  )
  if (!seen) throw activityErrors.not_in_group()
}

/** @throws activity.not_found */
export async function seenActivity(ctx: Ctx, id: number): Promise<void> {
  const seen = await ctx.db.maybe<{ id: number }>(sql`
    select a.id from activity a join community c on c.workspace_id = ${ctx.workspaceId} and c.id = a.community_id
    where a.workspace_id = ${ctx.workspaceId} and a.id = ${id} and ${communityScope(ctx)}`)
  if (!seen) throw activityErrors.not_found()
}

/** @throws activity.not_found activity.entry_not_found */
export async function settleEntry(ctx: Ctx, input: InputOf<typeof settleRoute>): Promise<{ changed: number }> {
  return ctx.inTx(async (ctx) => {
    await seenActivity(ctx, input.id)
    const changed = await changeEntry(ctx, input.id, input.entryId, input.hidden ?? null, input.reply ?? null)
    if (changed === 0) throw activityErrors.entry_not_found()
    pokeLater(ctx, input.id)
    const { hidden, reply } = input
    await audit(ctx, {
      verb: 'activity.entry',
      target: { kind: 'activity', id: input.id },
      after: { entryId: input.entryId, hidden, reply },
    })
    return { changed }
  })
}
