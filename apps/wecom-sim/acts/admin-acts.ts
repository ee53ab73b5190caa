import { z } from 'zod'
import { newApp } from '../world/create-world.ts'
import { newHex, newId } from '../world/new-id.ts'
import { employeeOf, keyOf } from '../world/people.ts'
import type { Platform } from '../world/platform.ts'
import { Refused } from '../world/refused.ts'
import { dropTags, findTag, writeTag, writeTagGroup } from '../world/tags.ts'
import type { Customer, Employee } from '../world/world.ts'
import { act, nothing, orText } from './act.ts'
import { appOf } from './employee-acts.ts'

const agent = { agentId: z.number().optional() }

function tellTag(platform: Platform, changeType: string, id: string, type: 'tag' | 'tag_group'): void {
  platform.tell({ event: 'change_external_tag', changeType, fields: { Id: id, TagType: type }, userids: [] })
}

const tellStaff = (platform: Platform, changeType: string, userid: string) =>
  platform.tell({ event: 'change_contact', changeType, fields: { UserID: userid }, userids: [] })

const hiring = z.object({
  userid: z.string().optional(),
  name: z.string(),
  departments: z.array(z.number()).optional(),
  contacts: z.boolean().optional(),
  mobile: z.string().optional(),
})
const stranger = z.object({
  name: z.string(),
  id: z.string().optional(),
  type: z.union([z.literal(1), z.literal(2)]).optional(),
  corpName: z.string().optional(),
})

export function writeEmployee(platform: Pick<Platform, 'world'>, input: z.output<typeof hiring>): Employee {
  const { world } = platform
  const userid = input.userid ?? `staff${world.employees.size + 1}`
  if (world.employees.has(keyOf(userid))) throw new Refused('name_taken', userid)
  const employee: Employee = {
    userid,
    name: input.name,
    departments: input.departments ?? [1],
    position: '',
    mobile: input.mobile ?? '',
    email: '',
    status: 1,
    contacts: input.contacts ?? true,
    consoleWelcome: false,
    leftAt: null,
  }
  world.employees.set(keyOf(userid), employee)
  return employee
}

export function writeCustomer(platform: Pick<Platform, 'world'>, input: z.output<typeof stranger>): Customer {
  const { world } = platform
  const type = input.type ?? 1
  const id = input.id ?? newId(world, type === 1 ? 'wm' : 'wo')
  if (world.customers.has(id)) throw new Refused('name_taken', id)
  const customer: Customer = {
    id,
    name: input.name,
    avatar: '',
    type,
    gender: 0,
    unionid: `o-${id.slice(2, 30)}`,
    corpName: type === 2 ? (input.corpName ?? input.name) : '',
  }
  world.customers.set(id, customer)
  return customer
}

/** What the company's administrator does in the admin console, and what no client can do. */
export const adminActs = {
  hire: act(
    orText(hiring, (name) => ({ name })),
    (platform, _who, input) => {
      const { userid } = writeEmployee(platform, input)
      tellStaff(platform, 'create_user', userid)
      return { userid }
    },
  ),
  /** The employee leaves: customers and groups wait for somebody else. */
  resign: act(
    orText(z.object({ userid: z.string() }), (userid) => ({ userid })),
    (platform, _who, { userid }) => {
      const { world } = platform
      const employee = employeeOf(world, userid)
      if (employee.status === 5) throw new Refused('left_company', userid)
      employee.status = 5
      employee.leftAt = platform.now()
      for (const customerId of world.follows.get(keyOf(userid))?.keys() ?? [])
        world.resigned.push({ userid: employee.userid, customerId, at: platform.now(), taken: false })
      for (const group of world.groups.values()) if (keyOf(group.owner) === keyOf(userid) && group.status === 0) group.status = 1
      tellStaff(platform, 'delete_user', employee.userid)
      return {}
    },
  ),
  employee: act(
    z.object({
      userid: z.string(),
      contacts: z.boolean().optional(),
      consoleWelcome: z.boolean().optional(),
      active: z.boolean().optional(),
    }),
    (platform, _who, { userid, contacts, consoleWelcome, active }) => {
      const employee = employeeOf(platform.world, userid)
      if (contacts !== undefined) employee.contacts = contacts
      if (consoleWelcome !== undefined) employee.consoleWelcome = consoleWelcome
      if (active !== undefined) employee.status = active ? 1 : 2
      tellStaff(platform, 'update_user', employee.userid)
      return {}
    },
  ),
  /** Somebody with WeChat, not a customer yet. */
  stranger: act(
    orText(stranger, (name) => ({ name })),
    (platform, _who, input) => ({ customerId: writeCustomer(platform, input).id }),
  ),
  department: act(z.object({ name: z.string(), parentId: z.number().default(1) }), (platform, _who, { name, parentId }) => {
    const id = Math.max(...platform.world.departments.keys()) + 1
    platform.world.departments.set(id, { id, name, parentId, order: id })
    return { id }
  }),
  createTags: act(
    z.object({ group: z.string(), names: z.array(z.string()).min(1), ids: z.array(z.string()).optional() }),
    (platform, _who, { group: name, names, ids }) => {
      const { world } = platform
      const now = platform.now()
      const known = [...world.tagGroups.values()].find((one) => one.name === name)
      const group = known ?? writeTagGroup(world, name, 0, now)
      if (!known) tellTag(platform, 'create', group.id, 'tag_group')
      const tags = names.map((one, at) => writeTag(world, group, { name: one, ...(ids?.[at] ? { id: ids[at] } : {}) }, now))
      for (const { id } of tags) tellTag(platform, 'create', id, 'tag')
      return { groupId: group.id, tagIds: tags.map(({ id }) => id) }
    },
  ),
  renameTag: act(z.object({ id: z.string(), name: z.string() }), (platform, _who, { id, name }) => {
    const found = findTag(platform.world, id)?.tag ?? platform.world.tagGroups.get(id)
    if (!found) throw new Refused('no_code', id)
    found.name = name
    tellTag(platform, 'update', id, 'tags' in found ? 'tag_group' : 'tag')
    return {}
  }),
  deleteTag: act(
    orText(z.object({ id: z.string() }), (id) => ({ id })),
    (platform, _who, { id }) => {
      const { world } = platform
      const group = world.tagGroups.get(id)
      if (!group && !findTag(world, id)) throw new Refused('no_code', id)
      dropTags(world, new Set(group ? group.tags.keys() : [id]))
      tellTag(platform, 'delete', id, group ? 'tag_group' : 'tag')
      return {}
    },
  ),
  massRule: act(
    orText(z.object({ rule: z.enum(['month_days', 'week_7', 'day_1']) }), (rule) => ({ rule: rule as 'month_days' })),
    (platform, _who, { rule }) => {
      platform.world.corp.massRule = rule
      return {}
    },
  ),
  trustIps: act(z.object({ ...agent, ips: z.array(z.string()).nullable() }), (platform, _who, { agentId, ips }) => {
    appOf(platform, agentId).trustedIps = ips
    return {}
  }),
  visible: act(z.object({ ...agent, userids: z.array(z.string()).nullable() }), (platform, _who, { agentId, userids }) => {
    appOf(platform, agentId).visible = userids === null ? null : new Set(userids.map(keyOf))
    return {}
  }),
  app: act(z.object({ agentId: z.number(), name: z.string(), contacts: z.boolean().default(true) }), (platform, _who, input) => {
    const app = { ...newApp(platform.world, input.agentId, input.name), contacts: input.contacts }
    platform.world.apps.set(app.agentId, app)
    return { agentId: app.agentId, secret: app.secret }
  }),
  disableApp: act(z.object({ ...agent, disabled: z.boolean() }), (platform, _who, { agentId, disabled }) => {
    appOf(platform, agentId).disabled = disabled
    return {}
  }),
  robot: act(z.object({ key: z.string().optional() }).optional(), (platform, _who, input) => {
    const key = input?.key ?? newHex(platform.world, 'robot', 36)
    platform.world.robots.set(key, { key, removed: false, sent: [] })
    return { key }
  }),
  removeRobot: act(
    orText(z.object({ key: z.string() }), (key) => ({ key })),
    (platform, _who, { key }) => {
      const robot = platform.world.robots.get(key)
      if (!robot) throw new Refused('no_code', key)
      robot.removed = true
      return {}
    },
  ),
  /** Every token is taken back before its time: calls answer 40014. */
  revokeTokens: act(nothing, (platform) => {
    for (const token of platform.world.tokens.values()) token.revoked = true
    return {}
  }),
  acquisition: act(z.object({ balance: z.number().int().min(0) }), (platform, _who, { balance }) => {
    platform.world.corp.acquisition = { total: Math.max(balance, platform.world.corp.acquisition.total), balance }
    return {}
  }),
  limits: act(
    z.object({ scanLimit: z.number().int().min(1).optional(), groupLimit: z.number().int().min(2).optional() }),
    (platform, _who, input) => {
      const { corp } = platform.world
      if (input.scanLimit) corp.scanLimit = input.scanLimit
      if (input.groupLimit) corp.groupLimit = input.groupLimit
      return {}
    },
  ),
}
