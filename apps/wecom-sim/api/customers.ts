import { keyOf, sees, servesCustomers, shownTags, visibleStaff } from '../world/people.ts'
import { seconds } from '../world/platform.ts'
import type { Customer, Follow } from '../world/world.ts'
import { type Call, contacts } from './endpoint.ts'
import { relationOf, servingStaff } from './lookups.ts'
import { cursorFor, emptyPageCursor, numbered, pageOf, placeOf } from './paging.ts'
import { Refusal } from './refusal.ts'

export const detail = ({ world }: Pick<Call, 'world'>, customer: Customer) => ({
  external_userid: customer.id,
  name: customer.name,
  avatar: customer.avatar,
  type: customer.type,
  gender: customer.gender,
  ...(customer.type === 2 ? { corp_name: customer.corpName, corp_full_name: customer.corpName } : {}),
  ...(customer.type === 1 && world.corp.bound ? { unionid: customer.unionid } : {}),
})

const common = (follow: Follow) => ({
  userid: follow.userid,
  remark: follow.remark,
  description: follow.description,
  createtime: seconds(follow.createdAt),
  ...(follow.company ? { remark_corp_name: follow.company } : {}),
  remark_mobiles: follow.mobiles,
  oper_userid: follow.operator,
  add_way: follow.addWay,
  ...(follow.state ? { state: follow.state } : {}),
})

function namedTags({ platform, world }: Call, follow: Follow) {
  const wanted = new Set(shownTags(platform, follow))
  const corp = [...world.tagGroups.values()].flatMap((group) =>
    [...group.tags.values()]
      .filter(({ id }) => wanted.has(id))
      .map((tag) => ({ group_name: group.name, tag_name: tag.name, tag_id: tag.id, type: 1 })),
  )
  return [...corp, ...follow.personalTags.map((name) => ({ group_name: '', tag_name: name, type: 2 }))]
}

function getCustomer(call: Call) {
  const { world, query, platform } = call
  const id = query.text('external_userid', 41035)
  const customer = world.customers.get(id)
  if (!customer) throw new Refusal(40096)
  const follows = [...(world.followers.get(id) ?? [])]
    .map((key) => world.follows.get(key)?.get(id))
    .filter((follow) => follow !== undefined)
    .filter(({ userid }) => sees(call.app, userid) && servesCustomers(world.employees.get(keyOf(userid))))
  if (follows.length === 0) throw new Refusal(84061)
  const { page, next } = pageOf(platform, `get/${id}`, query.optional('cursor'), 500, follows, ({ seq }) => seq)
  return {
    external_contact: detail(call, customer),
    follow_user: page.map((follow) => ({ ...common(follow), tags: namedTags(call, follow) })),
    ...(next ? { next_cursor: next } : {}),
  }
}

/** One row for each employee and customer; the cursor remembers the last relation seen. */
function byUsers(call: Call) {
  const { body, platform, world } = call
  const userids = body.texts('userid_list')
  if (userids.length === 0) throw new Refusal(41009)
  if (userids.length > 100) throw new Refusal(81017)
  const wanted = Math.min(body.whole('limit', 50), 100)
  const limit = wanted < 1 ? 50 : wanted
  const employees = userids.map((userid) => servingOrNone(call, userid))
  const list = `by_user/${userids.join('|')}`
  const [atUser, atSeq] = unpack(placeOf(platform, list, body.optional('cursor')))
  if (platform.faults.emptyPage > 0 && platform.dice('fault-page').chance(platform.faults.emptyPage))
    return { external_contact_list: [], next_cursor: emptyPageCursor(platform, list, pack(atUser, atSeq)) }
  const rows: { follow: Follow; at: number }[] = []
  for (let at = atUser; at < employees.length && rows.length <= limit; at += 1) {
    for (const follow of world.follows.get(employees[at] ?? '')?.values() ?? []) {
      if (at === atUser && follow.seq <= atSeq) continue
      rows.push({ follow, at })
      if (rows.length > limit) break
    }
  }
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    external_contact_list: page.map(({ follow }) => ({
      external_contact: detail(call, world.customers.get(follow.customerId) as Customer),
      follow_info: { ...common(follow), tag_id: shownTags(platform, follow) },
    })),
    next_cursor: rows.length > limit && last ? cursorFor(platform, list, pack(last.at, last.follow.seq)) : '',
  }
}

const SPAN = 2 ** 40
const pack = (user: number, seq: number) => user * SPAN + Math.max(seq, 0)
const unpack = (place: number): [number, number] => (place < 0 ? [0, -1] : [Math.floor(place / SPAN), place % SPAN])

function servingOrNone(call: Call, userid: string): string {
  const employee = call.world.employees.get(keyOf(userid))
  if (!employee || !sees(call.app, userid)) throw new Refusal(40031)
  return servesCustomers(employee) ? keyOf(userid) : ''
}

function remark(call: Call) {
  const { body } = call
  const follow = relationOf(call, body.text('userid', 41009), body.text('external_userid', 41035))
  const names = ['remark', 'description', 'remark_company', 'remark_mobiles', 'remark_pic_mediaid']
  if (!names.some((name) => body.has(name))) throw new Refusal(40058)
  const [words, description, company] = [
    body.optional('remark', 20),
    body.optional('description', 150),
    body.optional('remark_company', 20),
  ]
  const mobiles = body.texts('remark_mobiles')
  if (body.has('remark')) follow.remark = words
  if (body.has('description')) follow.description = description
  if (body.has('remark_company')) follow.company = company
  if (body.has('remark_mobiles')) follow.mobiles = mobiles.filter((mobile) => mobile !== '')
  return {}
}

/** Everybody that was served: customers, and people of customer groups that are nobody's customer. */
function served(call: Call) {
  const { platform, world, body } = call
  const limit = Math.min(body.whole('limit', 1000), 1000)
  const rows = [...world.customers.values()].flatMap((customer) => {
    const followers = [...(world.followers.get(customer.id) ?? [])]
    if (followers.length === 0) return [{ is_customer: false, tmp_openid: `tmp${customer.id.slice(2)}`, name: customer.name, add_time: 0 }]
    return followers.map((key) => {
      const follow = world.follows.get(key)?.get(customer.id)
      return {
        is_customer: true,
        tmp_openid: `tmp${customer.id.slice(2)}`,
        external_userid: customer.id,
        name: customer.name,
        follow_userid: follow?.userid ?? '',
        add_time: seconds(follow?.createdAt ?? 0),
      }
    })
  })
  const { page, next } = pageOf(platform, 'contact_list', body.optional('cursor'), limit, numbered(rows), ([at]) => at)
  return { info_list: page.map(([, row]) => row), next_cursor: next }
}

export const customerEndpoints = [
  contacts.get('get_follow_user_list', ({ world, app }) => ({
    follow_user: visibleStaff(world, app)
      .filter(servesCustomers)
      .map(({ userid }) => userid),
  })),
  contacts.get('list', (call) => {
    const employee = servingStaff(call, call.query.text('userid', 41009))
    const ids = [...(call.world.follows.get(keyOf(employee.userid))?.keys() ?? [])]
    if (ids.length === 0) throw new Refusal(84061)
    return { external_userid: ids }
  }),
  contacts.get('get', getCustomer),
  contacts.post('batch/get_by_user', byUsers),
  contacts.post('remark', remark),
  contacts.post('contact_list', served),
]
