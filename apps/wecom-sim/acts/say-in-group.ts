import { groupDay, openGroupOf } from '../world/groups.ts'
import type { Platform } from '../world/platform.ts'
import { Refused } from '../world/refused.ts'
import { writeTalk } from '../world/talk.ts'

/** Somebody talks in a group. The platform counts it and tells no app: group messages have no callback. */
export function sayInGroup(platform: Platform, chatId: string, who: string, text: string): void {
  const group = openGroupOf(platform.world, chatId)
  if (!group.members.has(who)) throw new Refused('not_in_group', chatId)
  const day = groupDay(group, platform.now())
  day.messages += 1
  day.speakers.add(who)
  writeTalk(platform, chatId, { from: who, text, kind: 'said', attachments: [] })
}
