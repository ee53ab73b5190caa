import type { HandoverReason } from '@grove/channel-kit/server'
import type { Ctx } from '@grove/kernel/server'
import { type WecomClient, WecomError, wecom } from '@grove/wecom-api'
import { addCustomers, type HandoverRow, type ItemChange, itemsIn, markListed, moveItems } from './handover-store.ts'
import { PATIENT } from './see-platform.ts'

const AT_ONCE = 100
/** A call whose answer was lost shows in the results by then; what does not was not done. */
const SURE_AFTER_MS = 60_000
/** A day without a refusal is a yes; so long after that the results speak of it, or never will. */
const SILENT_AFTER_MS = 26 * 3_600_000

const REASONS: Readonly<Record<number, HandoverReason>> = {
  40128: 'too_often',
  40131: 'not_theirs',
  40096: 'gone',
  40097: 'giver_here',
  40098: 'taker_unfit',
  40099: 'taker_full',
  40130: 'taker_unfit',
  84074: 'taker_unfit',
  60111: 'taker_unfit',
}

export const reasonOf = (code: number | null): HandoverReason => REASONS[code ?? 0] ?? 'refused'

/** Reads what the platform keeps of somebody who has left. @throws WecomError */
export async function listLeft(ctx: Ctx, client: WecomClient, row: HandoverRow): Promise<void> {
  for await (const page of client.pages(wecom.unassignedList, { page_size: 1000 }, PATIENT)) {
    const own = page.info.filter((one) => one.handover_userid === row.giver).map((one) => one.external_userid)
    if (own.length > 0) await addCustomers(ctx, row.id, own)
  }
  await markListed(ctx, row.id)
}

/**
 * One call's worth of customers: marked as being asked for, asked, and what was said written down. A lost answer leaves them marked;
 * the platform itself refuses to begin twice. False: there is nothing left to ask.
 * @throws WecomError when nothing was done
 */
export async function askCustomers(ctx: Ctx, client: WecomClient, row: HandoverRow): Promise<boolean> {
  const batch = (await itemsIn(ctx, row.id, 'customer', ['planned'], AT_ONCE)).map((one) => one.target)
  if (batch.length === 0) return false
  const all = (state: ItemChange['state'], reason: HandoverReason | null = null) => batch.map((target) => ({ target, state, reason }))
  await moveItems(ctx, row.id, 'customer', all('asking'))
  const handing = { handover_userid: row.giver, takeover_userid: row.taker, external_userid: batch }
  try {
    const { customer } = row.resigned
      ? await client.call(wecom.resignedTransferCustomer, handing, PATIENT)
      : await client.call(wecom.transferCustomer, { ...handing, ...(row.message ? { transfer_success_msg: row.message } : {}) }, PATIENT)
    // Begun by a call whose answer was lost, or by somebody else: the results tell.
    const said = customer.map(
      ({ external_userid: target, errcode }): ItemChange =>
        errcode === 0 || errcode === 40129
          ? { target, state: 'waiting', reason: null }
          : { target, state: 'failed', reason: reasonOf(errcode) },
    )
    await moveItems(ctx, row.id, 'customer', said)
  } catch (error) {
    if (!(error instanceof WecomError)) throw error
    if (error.kind === 'unknown_outcome') return true
    if (error.kind === 'retry_later' || error.kind === 'configuration' || error.kind === 'quota_gone') {
      await moveItems(ctx, row.id, 'customer', all('planned'))
      throw error
    }
    await moveItems(ctx, row.id, 'customer', all('failed', reasonOf(error.code)))
  }
  return true
}

/** What became of those that were asked for. Answers who has gone over now. @throws WecomError */
export async function followCustomers(ctx: Ctx, client: WecomClient, row: HandoverRow): Promise<string[]> {
  const open = await itemsIn(ctx, row.id, 'customer', ['asking', 'waiting'], 50_000)
  if (open.length === 0) return []
  const status = new Map<string, number>()
  const asked = { handover_userid: row.giver, takeover_userid: row.taker }
  const pages = row.resigned
    ? client.pages(wecom.resignedTransferResult, asked, PATIENT)
    : client.pages(wecom.transferResult, asked, PATIENT)
  for await (const page of pages) for (const one of page.customer) status.set(one.external_userid, one.status)
  const now = ctx.clock.now().getTime()
  const changes = open.flatMap((one) => changeOf(one, status.get(one.target), now - (one.askedAt?.getTime() ?? now)))
  await moveItems(ctx, row.id, 'customer', changes)
  return changes.filter((one) => one.state === 'done').map((one) => one.target)
}

function changeOf(
  { target, state }: { readonly target: string; readonly state: string },
  status: number | undefined,
  age: number,
): ItemChange[] {
  switch (status) {
    case 1:
      return [{ target, state: 'done', reason: null }]
    case 2:
      return [{ target, state: 'waiting', reason: null }]
    case 3:
      return [{ target, state: 'failed', reason: 'customer_refused' }]
    case 4:
      return [{ target, state: 'failed', reason: 'taker_full' }]
    default:
      // Not among the results: after a lost answer surely not begun; said to be under way, then by a handover that is not ours.
      if (state === 'asking') return age > SURE_AFTER_MS ? [{ target, state: 'planned', reason: null }] : []
      return age > SILENT_AFTER_MS ? [{ target, state: 'failed', reason: 'in_progress' }] : []
  }
}
