import type { Platform } from './platform.ts'
import { Refused } from './refused.ts'
import type { CorpApp, Customer, Employee, Follow, World } from './world.ts'

export const keyOf = (userid: string): string => userid.toLowerCase()

export function employeeOf(world: World, userid: string): Employee {
  const found = world.employees.get(keyOf(userid))
  if (!found) throw new Refused('no_employee', userid)
  return found
}

export function customerOf(world: World, id: string): Customer {
  const found = world.customers.get(id)
  if (!found) throw new Refused('no_customer', id)
  return found
}

export const followOf = (world: World, userid: string, customerId: string): Follow | undefined =>
  world.follows.get(keyOf(userid))?.get(customerId)

/** Employees that may serve customers and are seen by the app. */
export const sees = (app: CorpApp, userid: string): boolean => app.visible === null || app.visible.has(keyOf(userid))

export function visibleStaff(world: World, app: CorpApp): Employee[] {
  return [...world.employees.values()].filter((one) => one.status !== 5 && sees(app, one.userid))
}

/** A department and everything below it. */
export function departmentsBelow(world: World, id: number): Set<number> {
  const found = new Set([id])
  let grew = true
  while (grew) {
    const before = found.size
    for (const one of world.departments.values()) if (found.has(one.parentId)) found.add(one.id)
    grew = found.size > before
  }
  return found
}

/** People named one by one and by department, each once. */
export function expandPeople(world: World, userids: readonly string[], parties: readonly number[]): string[] {
  const within = new Set(parties.flatMap((id) => [...departmentsBelow(world, id)]))
  const byParty = [...world.employees.values()].filter((one) => one.status !== 5 && one.departments.some((id) => within.has(id)))
  const named = userids.map((userid) => world.employees.get(keyOf(userid))?.userid).filter((userid) => userid !== undefined)
  return [...new Set([...named, ...byParty.map(({ userid }) => userid)])]
}

/** Writes a relation between two people; tells nobody. */
export function writeFollow(world: World, follow: Omit<Follow, 'seq'>): Follow {
  const key = keyOf(follow.userid)
  const whole: Follow = { seq: (world.sequence += 1), ...follow }
  const list = world.follows.get(key) ?? new Map<string, Follow>()
  list.set(follow.customerId, whole)
  world.follows.set(key, list)
  const others = world.followers.get(follow.customerId) ?? new Set<string>()
  others.add(key)
  world.followers.set(follow.customerId, others)
  return whole
}

export function dropFollow(world: World, userid: string, customerId: string): void {
  world.follows.get(keyOf(userid))?.delete(customerId)
  world.followers.get(customerId)?.delete(keyOf(userid))
}

export const newFollow = (userid: string, customerId: string, at: number, addWay: number): Omit<Follow, 'seq'> => ({
  userid,
  customerId,
  remark: '',
  description: '',
  company: '',
  mobiles: [],
  createdAt: at,
  addWay,
  operator: customerId,
  state: '',
  tags: new Map(),
  fading: new Map(),
  personalTags: [],
  lastTalkAt: 0,
  half: false,
})

/** Whoever talked to the customer last, else whoever met the customer last: the one that gets a mass task. */
export function lastToTalk(world: World, customerId: string, among: (userid: string) => boolean): Follow | undefined {
  let best: Follow | undefined
  for (const key of world.followers.get(customerId) ?? []) {
    const follow = world.follows.get(key)?.get(customerId)
    if (!follow || !among(follow.userid)) continue
    if (!best || follow.lastTalkAt > best.lastTalkAt) best = follow
    else if (follow.lastTalkAt === best.lastTalkAt && follow.createdAt > best.createdAt) best = follow
  }
  return best
}

/** 84061 and its like: only people who may serve customers have any. */
export const servesCustomers = (employee: Employee | undefined): employee is Employee =>
  employee !== undefined && employee.contacts && employee.status === 1

/** Tag ids that reads show by now. */
export function shownTags(platform: Platform, follow: Follow): string[] {
  const now = platform.now()
  const shown = [...follow.tags].filter(([, from]) => from <= now).map(([id]) => id)
  const fading = [...follow.fading].filter(([id, until]) => until > now && !follow.tags.has(id)).map(([id]) => id)
  return [...shown, ...fading]
}
