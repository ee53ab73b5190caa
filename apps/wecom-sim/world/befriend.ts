import { count } from './behaviour.ts'
import { newHex } from './new-id.ts'
import { customerOf, dropFollow, employeeOf, followOf, keyOf, newFollow, writeFollow } from './people.ts'
import type { Platform } from './platform.ts'
import { Refused } from './refused.ts'
import type { Follow } from './world.ts'

export interface Meeting {
  readonly userid: string
  readonly customerId: string
  /** How they met; the platform's add_way. */
  readonly addWay: number
  readonly state?: string
  /** Who asked: the employee's userid, or the customer. */
  readonly operator?: string
  /** The employee confirms requests by hand and has not yet. */
  readonly half?: boolean
}

/** They become friends: a relation, a welcome code where one is due, and the event. */
export function befriend(platform: Platform, meeting: Meeting): Follow {
  const { world } = platform
  const employee = employeeOf(world, meeting.userid)
  const customer = customerOf(world, meeting.customerId)
  if (employee.status !== 1 || !employee.contacts) throw new Refused('left_company', employee.userid)
  const known = followOf(world, employee.userid, customer.id)
  if (known && !known.half) throw new Refused('already_friends', customer.id)
  if ((world.follows.get(keyOf(employee.userid))?.size ?? 0) >= world.corp.customersPerEmployee)
    throw new Refused('contacts_full', employee.userid)
  const at = platform.now()
  const follow = writeFollow(world, {
    ...newFollow(employee.userid, customer.id, at, meeting.addWay),
    operator: meeting.operator ?? customer.id,
    state: meeting.state ?? '',
    half: meeting.half ?? false,
  })
  count(platform, employee.userid, meeting.half ? { applied: 1 } : { added: 1 })
  const code = known || employee.consoleWelcome ? undefined : issueWelcomeCode(platform, employee.userid, customer.id)
  platform.tell({
    event: 'change_external_contact',
    changeType: meeting.half ? 'add_half_external_contact' : 'add_external_contact',
    fields: { UserID: employee.userid, ExternalUserID: customer.id, State: follow.state || undefined, WelcomeCode: code },
    userids: [employee.userid],
  })
  return follow
}

function issueWelcomeCode(platform: Platform, userid: string, customerId: string): string {
  const code = newHex(platform.world, 'welcome', 43)
  platform.world.welcomeCodes.set(code, { code, userid, customerId, createdAt: platform.now(), usedAt: null })
  return code
}

/** One of the two deletes the other. */
export function part(platform: Platform, userid: string, customerId: string, by: 'employee' | 'customer'): void {
  const { world } = platform
  const employee = employeeOf(world, userid)
  if (!followOf(world, userid, customerId)) throw new Refused('not_friends', customerId)
  dropFollow(world, userid, customerId)
  if (by === 'customer') count(platform, employee.userid, { lost: 1 })
  platform.tell({
    event: 'change_external_contact',
    changeType: by === 'employee' ? 'del_external_contact' : 'del_follow_user',
    fields: { UserID: employee.userid, ExternalUserID: customerId },
    userids: [employee.userid],
  })
}
