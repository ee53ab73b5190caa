import type { OutsideMessage } from '@grove/channel-kit/server'
import type { Ctx } from '@grove/kernel/server'
import { type WecomClient, wecom } from '@grove/wecom-api'
import { knownMsgids } from './mass-store.ts'
import { PATIENT } from './see-platform.ts'

const DAY_S = 86_400
/** Younger ones may be ours, their answer still on the way; they are seen at the next look. */
const SETTLED_S = 600

/**
 * Messages that reached somebody without us since then: made by others in the console, or by staff in their client. Answered page by page,
 * so that nothing is held but one page. @throws WecomError
 */
export async function* seeOutside(ctx: Ctx, client: WecomClient, accountId: number, since: Date): AsyncGenerator<OutsideMessage[]> {
  const end = Math.floor(ctx.clock.now().getTime() / 1000) - SETTLED_S
  // The platform answers a month at most.
  const start = Math.max(Math.floor(since.getTime() / 1000), end - 30 * DAY_S)
  for (const kind of ['group', 'single'] as const) {
    const lists = client.pages(
      wecom.massMessageList,
      { chat_type: kind, start_time: start, end_time: end, filter_type: 2, limit: 100 },
      PATIENT,
    )
    for await (const page of lists) {
      const msgids = page.group_msg_list.map((one) => one.msgid)
      const ours = await knownMsgids(ctx, accountId, msgids)
      for (const msgid of msgids) if (!ours.has(msgid)) yield* arrivalsOf(client, msgid)
    }
  }
}

async function* arrivalsOf(client: WecomClient, msgid: string): AsyncGenerator<OutsideMessage[]> {
  for await (const tasks of client.pages(wecom.massMessageTasks, { msgid }, PATIENT)) {
    for (const { userid, status } of tasks.task_list) {
      if (status === 0) continue
      for await (const page of client.pages(wecom.massMessageResults, { msgid, userid, limit: 1000 }, PATIENT)) {
        yield page.send_list.flatMap((one): OutsideMessage[] => {
          const receiver = one.chat_id ?? one.external_userid
          return receiver && one.status === 1 && one.send_time
            ? [{ key: `${msgid}/${receiver}`, receiver, at: new Date(one.send_time * 1000) }]
            : []
        })
      }
    }
  }
}
