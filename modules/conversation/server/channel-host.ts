import type { AskedConfirm, ChannelHost, HostedAccount } from '@grove/channel-kit/server'
import type { Ctx } from '@grove/kernel/server'
import { cancelTasksOfHouse, type NewTask, openTasks } from '@grove/task/server'
import sql from 'sql-template-tag'
import { countOutside } from './quota-ledger.ts'
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
  report: settleByChannel,
  countOutside: (ctx, account, kind, seen) => countOutside(ctx, { id: account, kind }, seen),
  confirmAsked: async (ctx, asked) => {
    await openTasks(
      ctx,
      asked.map((one) => taskOf(ctx, one, PRESS_SEND, 'owner')),
    )
  },
  confirmLate: async (ctx, asked) => {
    await openTasks(
      ctx,
      asked.map((one) => taskOf(ctx, one, SEE_TO_IT, 'head')),
    )
  },
  confirmEnded: async (ctx, keys) => {
    await cancelTasksOfHouse(ctx, [PRESS_SEND, SEE_TO_IT], keys)
  },
}

function taskOf(ctx: Ctx, asked: AskedConfirm, stepId: number, post: string): NewTask {
  const late = stepId === SEE_TO_IT
  const params = { sender: asked.sender, count: asked.targets }
  return {
    source: 'system',
    kind: late ? 'risk' : 'do',
    title: { key: late ? 'send.task.confirm_late' : 'send.task.confirm_in_channel', params },
    body: { text: asked.text.slice(0, 400) },
    assignee: { post },
    stepId,
    occurrence: asked.key,
    communityId: asked.communityId,
    dueAt: ctx.clock.now(),
    expiresAt: asked.expiresAt,
  }
}
