import { dayOf } from './beijing.ts'
import { keyOf } from './people.ts'
import type { Platform } from './platform.ts'
import type { Behaviour } from './world.ts'

/** The day's counts of an employee's 1:1 contacts. */
export function behaviourOf(platform: Platform, userid: string): Behaviour {
  const key = `${dayOf(platform.now())}|${keyOf(userid)}`
  const known = platform.world.behaviour.get(key)
  if (known) return known
  const fresh: Behaviour = { chats: new Set(), messages: 0, replied: new Set(), lost: 0, applied: 0, added: 0 }
  platform.world.behaviour.set(key, fresh)
  return fresh
}

export function count(platform: Platform, userid: string, what: Partial<Record<'lost' | 'applied' | 'added', number>>): void {
  const day = behaviourOf(platform, userid)
  day.lost += what.lost ?? 0
  day.applied += what.applied ?? 0
  day.added += what.added ?? 0
}
