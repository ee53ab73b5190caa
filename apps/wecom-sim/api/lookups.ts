import { keyOf, sees, servesCustomers } from '../world/people.ts'
import type { Employee, Follow, Group } from '../world/world.ts'
import type { Call } from './endpoint.ts'
import { Refusal } from './refusal.ts'

/** An employee the app may see. */
export function staffOf({ world, app }: Call, userid: string): Employee {
  const employee = world.employees.get(keyOf(userid))
  if (!employee) throw new Refusal(60111)
  if (!sees(app, employee.userid)) throw new Refusal(60011)
  return employee
}

/** An employee that has customers: 84061 stands for everything else. */
export function servingStaff(call: Call, userid: string): Employee {
  const employee = staffOf(call, userid)
  if (!servesCustomers(employee)) throw new Refusal(84061)
  return employee
}

export function relationOf(call: Call, userid: string, customerId: string): Follow {
  staffOf(call, userid)
  if (!call.world.customers.has(customerId)) throw new Refusal(40096)
  const follow = call.world.follows.get(keyOf(userid))?.get(customerId)
  if (!follow) throw new Refusal(84061)
  return follow
}

/** A customer group of an owner the app may see. */
export function groupFor({ world, app }: Call, chatId: string): Group {
  const group = world.groups.get(chatId)
  if (!group) throw new Refusal(90501)
  if (!sees(app, group.owner)) throw new Refusal(60011)
  if (group.dismissedAt !== null) throw new Refusal(49008)
  return group
}
