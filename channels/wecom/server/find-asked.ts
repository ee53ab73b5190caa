import type { Ctx } from '@grove/kernel/server'
import { type CallOptions, type WecomClient, wecom } from '@grove/wecom-api'
import { isBeingAsked, knownMsgids, type Mass } from './mass-store.ts'

/** So long after the asking, a task the platform does not list was surely never made. */
export const SURE_AFTER_MS = 180_000
const WINDOW_SECONDS = 180

/**
 * Tasks the platform has of that time that could be this one: made by the corp, the same words, the same sender, and none of ours already.
 * @throws WecomError
 */
async function unknownLike(ctx: Ctx, client: WecomClient, mass: Mass, call: CallOptions): Promise<string[]> {
  const asked = Math.floor(mass.askedAt.getTime() / 1000)
  const candidates: string[] = []
  const pages = client.pages(
    wecom.massMessageList,
    { chat_type: mass.kind, start_time: asked - WINDOW_SECONDS, end_time: asked + WINDOW_SECONDS, filter_type: 0, limit: 100 },
    call,
  )
  for await (const page of pages) {
    for (const one of page.group_msg_list) if ((one.text?.content ?? '') === mass.message.text) candidates.push(one.msgid)
  }
  const known = await knownMsgids(ctx, mass.accountId, candidates)
  const found: string[] = []
  for (const msgid of candidates.filter((id) => !known.has(id))) {
    if (await hasSender(client, msgid, mass.sender, call)) found.push(msgid)
  }
  return found
}

/** A page may come empty and still have another behind it: only the last one says that the sender is not there. */
async function hasSender(client: WecomClient, msgid: string, sender: string, call: CallOptions): Promise<boolean> {
  for await (const page of client.pages(wecom.massMessageTasks, { msgid }, call))
    if (page.task_list.some((task) => task.userid === sender)) return true
  return false
}

/** The task whose answer was lost, where the platform has it. @throws WecomError */
export async function findAsked(ctx: Ctx, client: WecomClient, mass: Mass, signal: AbortSignal): Promise<string | null> {
  return (await unknownLike(ctx, client, mass, { signal }))[0] ?? null
}

/**
 * Something on the way may have carried the call out twice. What nobody of us knows is stopped before anybody confirms it.
 * False: it can't be told yet. @throws WecomError
 */
export async function stopDoubles(ctx: Ctx, client: WecomClient, mass: Mass): Promise<boolean> {
  const doubles = await unknownLike(ctx, client, mass, {})
  if (doubles.length > 0 && (await isBeingAsked(ctx, mass))) return false
  for (const msgid of doubles) await client.call(wecom.cancelMassMessage, { msgid })
  return true
}
