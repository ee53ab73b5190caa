import type { AskedConfirm, ChannelHost, HostedAccount, LinkedStaff } from '@grove/channel-kit/server'
import type { Ctx } from '@grove/kernel/server'
import { cancelTasksOfHouse, type NewTask, openTasks } from '@grove/task/server'
import sql from 'sql-template-tag'
import { staffBehind } from './channel-staff.ts'
import { countOutside } from './quota-ledger.ts'
import { takeGroupsOver, takeOver, takePeopleOver } from './take-over.ts'
import { settleByChannel } from './settle-by-channel.ts'

/** Names of the two kinds of work among what the house asks for. */
const PRESS_SEND = 71
const SEE_TO_IT = 72

/** What connectors get of this module: accounts, the fate of sends, and work for those who have to press send elsewhere. */
export const conversationHost: ChannelHost = {
  accounts: (system, kind, of) =>
    system.db.rows<HostedAccount>(sql`
      select a.workspace_id as "workspaceId", a.id, a.name, a.settings from channel_account a
      where a.kind = ${kind} and a.state <> 'off' and (${of ?? null}::bigint is null or a.workspace_id = ${of ?? null})
      order by a.workspace_id, a.id`),
  staffBehind,
  report: settleByChannel,
  countOutside: (ctx, account, kind, seen) => countOutside(ctx, { id: account, kind }, seen),
  confirmAsked: async (ctx, asked) => {
    const staff = await sendersOf(ctx, asked)
    await openTasks(
      ctx,
      asked.map((one) => taskOf(ctx, one, PRESS_SEND, staff.get(nameOf(one)))),
    )
  },
  confirmLate: async (ctx, asked) => {
    const staff = await sendersOf(ctx, asked)
    await openTasks(
      ctx,
      asked.map((one) => taskOf(ctx, one, SEE_TO_IT, staff.get(nameOf(one)))),
    )
  },
  confirmEnded: async (ctx, keys) => {
    await cancelTasksOfHouse(ctx, [PRESS_SEND, SEE_TO_IT], keys)
  },
  handedOver: takeOver,
  peopleHandedOver: takePeopleOver,
  groupsHandedOver: takeGroupsOver,
}

const nameOf = (asked: Pick<AskedConfirm, 'accountId' | 'sender'>) => `${asked.accountId}/${asked.sender}`

/** Our staff behind the senders, where somebody said who they are. */
async function sendersOf(ctx: Ctx, asked: readonly AskedConfirm[]): Promise<ReadonlyMap<string, LinkedStaff>> {
  const accountIds = [...new Set(asked.map((one) => one.accountId))]
  const found = new Map<string, LinkedStaff>()
  for (const accountId of accountIds) {
    const senders = asked.filter((one) => one.accountId === accountId).map((one) => one.sender)
    for (const [sender, staff] of await staffBehind(ctx, accountId, senders)) found.set(nameOf({ accountId, sender }), staff)
  }
  return found
}

function taskOf(ctx: Ctx, asked: AskedConfirm, stepId: number, staff: LinkedStaff | undefined): NewTask {
  const late = stepId === SEE_TO_IT
  const params = { sender: staff?.name ?? asked.sender, count: asked.targets }
  return {
    source: 'system',
    kind: late ? 'risk' : 'do',
    title: { key: late ? 'send.task.confirm_late' : 'send.task.confirm_in_channel', params },
    body: { text: asked.text.slice(0, 400) },
    // The lead sees to it; otherwise the sender themselves, or whoever owns the group where nobody said who the sender is.
    assignee: late ? { post: 'head' } : staff ? { staffId: staff.staffId } : { post: 'owner' },
    stepId,
    occurrence: asked.key,
    communityId: asked.communityId,
    dueAt: ctx.clock.now(),
    expiresAt: asked.expiresAt,
  }
}
