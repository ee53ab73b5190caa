import type { HandoverReason } from '@grove/channel-kit/server'
import type { Ctx } from '@grove/kernel/server'
import { type WecomClient, WecomError, wecom } from '@grove/wecom-api'
import { groupsToday, type HandoverRow, type ItemChange, itemsIn, moveItems } from './handover-store.ts'
import { reasonOf } from './move-customers.ts'
import { isGone, PATIENT } from './see-platform.ts'

const AT_ONCE = 100
/** The platform lets one person take over so many groups in a day. */
const A_DAY = 300

const REASONS: Readonly<Record<number, HandoverReason>> = {
  90500: 'giver_here',
  90501: 'gone',
  90502: 'giver_left',
  90504: 'not_theirs',
  49008: 'gone',
}

export type GroupsAsked = 'more' | 'none' | { readonly after: Date }

/**
 * One call's worth of groups within the day's limit. @throws WecomError when nothing was done
 * A lost answer leaves them marked; who owns them tells afterwards.
 */
export async function askGroups(ctx: Ctx, client: WecomClient, row: HandoverRow): Promise<GroupsAsked> {
  const today = await groupsToday(ctx, row.accountId, row.taker)
  const room = Math.min(AT_ONCE, A_DAY - today.count)
  const batch = (await itemsIn(ctx, row.id, 'group', ['planned'], Math.max(1, room))).map((one) => one.target)
  if (batch.length === 0) return 'none'
  if (room <= 0) return { after: new Date((today.oldest ?? ctx.clock.now()).getTime() + 86_400_000) }
  const all = (state: ItemChange['state'], reason: HandoverReason | null = null) => batch.map((target) => ({ target, state, reason }))
  await moveItems(ctx, row.id, 'group', all('asking'))
  try {
    const asked = { chat_id_list: batch, new_owner: row.taker }
    const { failed_chat_list: failed } = row.resigned
      ? await client.call(wecom.transferGroup, asked, PATIENT)
      : await client.call(wecom.onjobTransferGroup, asked, PATIENT)
    const why = new Map(failed.map((one) => [one.chat_id, one.errcode]))
    const said = batch.map((target): ItemChange => {
      const errcode = why.get(target)
      // The day's limit of the platform counts what others handed over as well: tried again tomorrow.
      if (errcode === 81017) return { target, state: 'planned', reason: null }
      if (errcode === undefined) return { target, state: 'done', reason: null }
      return { target, state: 'failed', reason: REASONS[errcode] ?? reasonOf(errcode) }
    })
    await moveItems(ctx, row.id, 'group', said)
    if ([...why.values()].includes(81017)) return { after: new Date(ctx.clock.now().getTime() + 6 * 3_600_000) }
  } catch (error) {
    if (!(error instanceof WecomError)) throw error
    if (error.kind === 'unknown_outcome') return 'more'
    if (error.kind === 'retry_later' || error.kind === 'configuration' || error.kind === 'quota_gone') {
      await moveItems(ctx, row.id, 'group', all('planned'))
      throw error
    }
    await moveItems(ctx, row.id, 'group', all('failed', reasonOf(error.code)))
  }
  return 'more'
}

/** Those whose answer was lost: the platform says who owns them now. @throws WecomError */
export async function settleGroups(ctx: Ctx, client: WecomClient, row: HandoverRow): Promise<void> {
  const open = await itemsIn(ctx, row.id, 'group', ['asking'], AT_ONCE)
  const changes = await Promise.all(
    open.map(async ({ target }): Promise<ItemChange> => {
      try {
        const { group_chat: group } = await client.call(wecom.groupGet, { chat_id: target }, PATIENT)
        return { target, state: group.owner === row.taker ? 'done' : 'planned', reason: null }
      } catch (error) {
        if (isGone(error)) return { target, state: 'failed', reason: 'gone' }
        throw error
      }
    }),
  )
  await moveItems(ctx, row.id, 'group', changes)
}
