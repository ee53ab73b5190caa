import { newHex } from '../world/new-id.ts'
import { expandPeople, keyOf } from '../world/people.ts'
import { type Platform, seconds } from '../world/platform.ts'
import type { ContactWay } from '../world/world.ts'
import { type Call, contacts } from './endpoint.ts'
import type { Fields } from './fields.ts'
import { staffOf } from './lookups.ts'
import { numbered, pageOf } from './paging.ts'
import { Refusal } from './refusal.ts'

const DAY = 86_400
const FORTNIGHT = 14 * DAY

function wayOf({ world, app, body }: Call): ContactWay {
  const way = world.contactWays.get(body.text('config_id', 41043))
  if (!way || way.agentId !== app.agentId) throw new Refusal(41044)
  return way
}

function peopleOf(call: Call, type: number): { users: string[]; parties: number[] } {
  const [users, parties] = [call.body.texts('user'), call.body.numbers('party')]
  if (type === 1 && (users.length !== 1 || parties.length > 0)) throw new Refusal(40058)
  if (users.length + parties.length === 0) throw new Refusal(40058)
  for (const id of parties) if (!call.world.departments.has(id)) throw new Refusal(60123)
  for (const userid of users) staffOf(call, userid)
  const people = expandPeople(call.world, users, parties)
  if (people.length > 100) throw new Refusal(41041)
  for (const userid of people) {
    const employee = call.world.employees.get(keyOf(userid))
    if (employee?.status !== 1) throw new Refusal(41054)
    if (!employee.contacts) throw new Refusal(84074)
  }
  return { users, parties }
}

function expiry(body: Fields, name: string, fallback: number): number {
  const value = body.whole(name, fallback)
  if (value < 1 || value > FORTNIGHT) throw new Refusal(40058)
  return value
}

function addWay(call: Call) {
  const { world, body, now, app, platform } = call
  const type = body.whole('type', undefined, 41037)
  const scene = body.whole('scene', undefined, 41038)
  if (type !== 1 && type !== 2) throw new Refusal(41039)
  if (scene !== 1 && scene !== 2) throw new Refusal(41040)
  const people = peopleOf(call, type)
  if (world.contactWays.size + world.joinWays.size >= world.corp.ways) throw new Refusal(41045)
  const configId = newHex(world, 'contact-way')
  const way: ContactWay = {
    configId,
    agentId: app.agentId,
    createdAt: now,
    type,
    scene,
    style: body.whole('style', 1),
    remark: body.optional('remark', 30),
    skipVerify: body.flag('skip_verify', true),
    state: body.optional('state', 30),
    ...people,
    exclusive: body.flag('is_exclusive', false),
    temporary: body.flag('is_temp', false),
    expiresIn: expiry(body, 'expires_in', 7 * DAY),
    chatExpiresIn: expiry(body, 'chat_expires_in', DAY),
    unionid: body.optional('unionid'),
    conclusions: body.object('conclusions')?.plain() ?? {},
    qrCode: `/wwpic/${configId.slice(0, 20)}/0`,
    turns: 0,
  }
  world.contactWays.set(configId, way)
  return { config_id: configId, ...pictureOf(platform, way) }
}

const pictureOf = (platform: Platform, way: ContactWay) => (way.scene === 2 ? { qr_code: platform.pictures() + way.qrCode } : {})

/** Fields left out keep their value, people given take the place of all people before. */
function updateWay(call: Call) {
  const { body } = call
  const way = wayOf(call)
  if (body.has('user') || body.has('party')) Object.assign(way, peopleOf(call, way.type))
  if (body.has('remark')) way.remark = body.optional('remark', 30)
  if (body.has('skip_verify')) way.skipVerify = body.flag('skip_verify', true)
  if (body.has('style')) way.style = body.whole('style')
  if (body.has('state')) way.state = body.optional('state', 30)
  if (body.has('conclusions')) way.conclusions = body.object('conclusions')?.plain() ?? {}
  return {}
}

const shown = (platform: Platform, way: ContactWay) => ({
  config_id: way.configId,
  type: way.type,
  scene: way.scene,
  style: way.style,
  remark: way.remark,
  skip_verify: way.skipVerify,
  state: way.state,
  ...pictureOf(platform, way),
  user: way.users,
  party: way.parties,
  is_exclusive: way.exclusive,
  is_temp: way.temporary,
  ...(way.temporary ? { expires_in: way.expiresIn, chat_expires_in: way.chatExpiresIn, unionid: way.unionid } : {}),
  conclusions: way.conclusions,
})

function listWays(call: Call) {
  const { world, body, now, app, platform } = call
  const [start, end] = [body.whole('start_time', 0), body.whole('end_time', seconds(now))]
  const rows = [...world.contactWays.values()].filter(
    (way) => way.agentId === app.agentId && !way.temporary && seconds(way.createdAt) >= start && seconds(way.createdAt) <= end,
  )
  const limit = Math.min(Math.max(body.whole('limit', 100), 1), 1000)
  const { page, next } = pageOf(platform, 'contact_way', body.optional('cursor'), limit, numbered(rows), ([at]) => at)
  return { contact_way: page.map(([, { configId }]) => ({ config_id: configId })), ...(next ? { next_cursor: next } : {}) }
}

export const contactWayEndpoints = [
  contacts.post('add_contact_way', addWay),
  contacts.post('get_contact_way', (call) => ({ contact_way: shown(call.platform, wayOf(call)) })),
  contacts.post('list_contact_way', listWays),
  contacts.post('update_contact_way', updateWay),
  contacts.post('del_contact_way', (call) => {
    call.world.contactWays.delete(wayOf(call).configId)
    return {}
  }),
  contacts.post('close_temp_chat', (call) => {
    staffOf(call, call.body.text('userid', 41009))
    call.body.text('external_userid', 41035)
    return {}
  }),
]
