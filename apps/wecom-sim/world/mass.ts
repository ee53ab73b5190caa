import { newId } from './new-id.ts'
import { openGroups } from './open-groups.ts'
import { followOf, keyOf } from './people.ts'
import type { Platform } from './platform.ts'
import { countReceived, quotaLeft } from './quota.ts'
import { Refused } from './refused.ts'
import { talkKey, writeTalk } from './talk.ts'
import type { MassReceiver, MassSender, MassTask, World } from './world.ts'

export interface MassDraft {
  readonly chatType: 'single' | 'group'
  readonly agentId: number | null
  readonly creator: string
  readonly text: string
  readonly attachments: Record<string, unknown>[]
  readonly allowSelect: boolean
  /** Receivers by sender; null where the owner chooses the groups. */
  readonly receivers: ReadonlyMap<string, readonly string[] | null>
}

/** The task appears in each sender's client. Nothing is sent. */
export function placeMassTask(platform: Platform, draft: MassDraft): MassTask {
  const { world } = platform
  const now = platform.now()
  const senders = [...draft.receivers].map(([userid, ids]): [string, MassSender] => [
    keyOf(userid),
    { userid, status: 0, sentAt: 0, ignored: false, receivers: ids?.map((id) => ({ id, status: 0, sentAt: 0 })) ?? null },
  ])
  const task: MassTask = {
    msgid: newId(world, 'msg'),
    seq: (world.sequence += 1),
    chatType: draft.chatType,
    agentId: draft.agentId,
    creator: draft.creator,
    createdAt: now,
    readyAt: now + (draft.agentId === null ? 0 : platform.delays.massMs),
    text: draft.text,
    attachments: draft.attachments,
    allowSelect: draft.allowSelect,
    senders: new Map(senders),
    reminders: [],
    cancelledAt: null,
  }
  world.massTasks.set(task.msgid, task)
  return task
}

export function massTaskOf(world: World, msgid: string): MassTask {
  const task = world.massTasks.get(msgid)
  if (!task) throw new Refused('no_task', msgid)
  return task
}

/** The employee taps send: to all receivers, to those of `only`, or to all but those of `except`. */
export function sendMass(
  platform: Platform,
  task: MassTask,
  userid: string,
  choice: { readonly only?: readonly string[] | undefined; readonly except?: readonly string[] | undefined } = {},
): MassSender {
  const sender = task.senders.get(keyOf(userid))
  if (!sender) throw new Refused('no_task', task.msgid)
  if (task.cancelledAt !== null) throw new Refused('task_cancelled', task.msgid)
  if (sender.status === 2) throw new Refused('already_sent', task.msgid)
  const wanted = choice.only && new Set(choice.only)
  const unwanted = new Set(choice.except)
  sender.receivers ??= openGroups(platform.world, sender.userid).map(({ id }) => ({ id, status: 0, sentAt: 0 }))
  for (const receiver of sender.receivers)
    if ((!wanted || wanted.has(receiver.id)) && !unwanted.has(receiver.id)) arrive(platform, task, sender, receiver)
  sender.status = 2
  sender.ignored = false
  sender.sentAt = platform.now()
  return sender
}

function arrive(platform: Platform, task: MassTask, sender: MassSender, receiver: MassReceiver): void {
  const { world } = platform
  const now = platform.now()
  if (!reachable(world, task, sender.userid, receiver.id)) {
    receiver.status = 2
    return
  }
  if (quotaLeft(world, receiver.id, now) === 0) {
    receiver.status = 3
    return
  }
  receiver.status = 1
  receiver.sentAt = now
  countReceived(world, receiver.id, now)
  const key = task.chatType === 'group' ? receiver.id : talkKey(sender.userid, receiver.id)
  writeTalk(platform, key, { from: sender.userid, text: task.text, kind: 'mass', attachments: task.attachments })
}

function reachable(world: World, task: MassTask, userid: string, id: string): boolean {
  if (task.chatType === 'single') return followOf(world, userid, id) !== undefined
  const group = world.groups.get(id)
  return group !== undefined && group.dismissedAt === null && keyOf(group.owner) === keyOf(userid)
}
