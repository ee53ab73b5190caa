import { newHex, newId } from '../world/new-id.ts'
import { expandPeople, followOf } from '../world/people.ts'
import { seconds } from '../world/platform.ts'
import type { AcquisitionLink } from '../world/world.ts'
import { type Call, contacts } from './endpoint.ts'
import type { Fields } from './fields.ts'
import { staffOf } from './lookups.ts'
import { numbered, pageOf } from './paging.ts'
import { Refusal } from './refusal.ts'

const PEOPLE = 500
const LINKS = 10_000

function linkOf({ world, body }: Call): AcquisitionLink {
  const link = world.links.get(body.text('link_id'))
  if (!link) throw new Refusal(40058)
  return link
}

function rangeOf(call: Call, range: Fields | undefined): { users: string[]; parties: number[] } {
  const users = range?.texts('user_list') ?? []
  const parties = range?.numbers('department_list') ?? []
  for (const userid of users) staffOf(call, userid)
  for (const id of parties) if (!call.world.departments.has(id)) throw new Refusal(60123)
  const people = expandPeople(call.world, users, parties)
  if (people.length === 0) throw new Refusal(40058)
  if (people.length > PEOPLE) throw new Refusal(41041)
  return { users, parties }
}

const brief = ({ id, name, url, createdAt }: AcquisitionLink) => ({ link_id: id, link_name: name, url, create_time: seconds(createdAt) })

function createLink(call: Call) {
  const { world, body, now } = call
  if (world.links.size >= LINKS) throw new Refusal(41095)
  const link: AcquisitionLink = {
    id: newId(world, 'ca', 18),
    name: body.optional('link_name', 30),
    url: `https://work.weixin.qq.com/ca/${newHex(world, 'link', 18)}`,
    createdAt: now,
    skipVerify: body.flag('skip_verify', true),
    ...rangeOf(call, body.object('range')),
    priority: body.object('priority_option')?.plain() ?? null,
    turns: 0,
    clicks: [],
    customers: [],
  }
  world.links.set(link.id, link)
  return { link: brief(link) }
}

function updateLink(call: Call) {
  const { body } = call
  const link = linkOf(call)
  if (body.has('range')) Object.assign(link, rangeOf(call, body.object('range')))
  if (body.has('link_name')) link.name = body.optional('link_name', 30)
  if (body.has('skip_verify')) link.skipVerify = body.flag('skip_verify', true)
  if (body.has('priority_option')) link.priority = body.object('priority_option')?.plain() ?? null
  return {}
}

function listCustomers(call: Call) {
  const { world, body, platform } = call
  const link = linkOf(call)
  const limit = Math.min(Math.max(body.whole('limit', 1000), 1), 1000)
  const { page, next } = pageOf(platform, `link/${link.id}`, body.optional('cursor'), limit, numbered(link.customers), ([at]) => at)
  return {
    customer_list: page.map(([, { customerId, userid, state }]) => ({
      external_userid: customerId,
      userid,
      chat_status: (followOf(world, userid, customerId)?.lastTalkAt ?? 0) > 0 ? 1 : 0,
      state,
    })),
    next_cursor: next,
  }
}

function statistic(call: Call) {
  const link = linkOf(call)
  const [start, end] = [call.body.whole('start_time'), call.body.whole('end_time')]
  if (end < start || end - start > 30 * 86_400 || start < seconds(call.now) - 180 * 86_400) throw new Refusal(40058)
  const inside = (ms: number) => seconds(ms) >= start && seconds(ms) <= end
  return {
    click_link_customer_cnt: link.clicks.filter(inside).length,
    new_customer_cnt: link.customers.filter(({ at }) => inside(at)).length,
  }
}

export const acquisitionEndpoints = [
  contacts.post('customer_acquisition/list_link', (call) => {
    const { world, body, platform } = call
    const limit = Math.min(Math.max(body.whole('limit', 100), 1), 100)
    const rows = numbered([...world.links.keys()])
    const { page, next } = pageOf(platform, 'links', body.optional('cursor'), limit, rows, ([at]) => at)
    return { link_id_list: page.map(([, id]) => id), next_cursor: next }
  }),
  contacts.post('customer_acquisition/get', (call) => {
    const link = linkOf(call)
    return {
      link: { ...brief(link), skip_verify: link.skipVerify },
      range: { user_list: link.users, department_list: link.parties },
      ...(link.priority ? { priority_option: link.priority } : {}),
    }
  }),
  contacts.post('customer_acquisition/create_link', createLink),
  contacts.post('customer_acquisition/update_link', updateLink),
  contacts.post('customer_acquisition/delete_link', (call) => {
    call.world.links.delete(linkOf(call).id)
    return {}
  }),
  contacts.post('customer_acquisition/customer', listCustomers),
  contacts.post('customer_acquisition/statistic', statistic),
  contacts.get('customer_acquisition_quota', ({ world, now }) => {
    const { total, balance } = world.corp.acquisition
    return { total, balance, quota_list: [{ expire_date: seconds(now) + 180 * 86_400, balance }] }
  }),
]
