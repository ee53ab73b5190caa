import { behaviourOf } from './behaviour.ts'
import { followOf, keyOf } from './people.ts'
import type { Platform } from './platform.ts'
import type { Talk } from './world.ts'

/** A conversation keeps its last words only. */
const KEPT = 60

export const talkKey = (userid: string, customerId: string): string => `${keyOf(userid)}|${customerId}`

export function writeTalk(platform: Platform, key: string, talk: Omit<Talk, 'at'>): void {
  const list = platform.world.talks.get(key) ?? []
  list.push({ at: platform.now(), ...talk })
  if (list.length > KEPT) list.splice(0, list.length - KEPT)
  platform.world.talks.set(key, list)
}

/** A word between employee and customer: counted, and remembered for who talked last. */
export function talkInPrivate(platform: Platform, userid: string, customerId: string, from: 'employee' | 'customer', text: string): void {
  const follow = followOf(platform.world, userid, customerId)
  if (follow) follow.lastTalkAt = platform.now()
  const day = behaviourOf(platform, userid)
  day.chats.add(customerId)
  if (from === 'employee') {
    day.messages += 1
    day.replied.add(customerId)
  }
  writeTalk(platform, talkKey(userid, customerId), {
    from: from === 'employee' ? userid : customerId,
    text,
    kind: 'said',
    attachments: [],
  })
}
