import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { standingClock } from '../clock.ts'
import { type Asking, ask, asking } from '../fixture/asking.ts'
import { type Sim, startSim } from '../start-sim.ts'

const clock = standingClock(new Date('2026-11-25T02:00:00Z'))
let sim: Sim
let wecom: Asking
let group: string
let friends: string[]

beforeAll(async () => {
  sim = await startSim({ clock, seed: 'api', delays: { groupMs: 1500, tagMs: 700, massMs: 2000 } })
  for (const userid of ['ZhangSan', 'lisi']) sim.admin.hire({ userid, name: userid })
  friends = ['小满', '阿橙', '老周'].map((name) => sim.admin.stranger(name).customerId)
  for (const id of friends) sim.employee('zhangsan').add(id)
  group = sim.employee('zhangsan').createGroup({ name: '新客群', members: friends }).chatId
  clock.advance(5000)
  wecom = await asking(sim)
})
afterAll(() => sim.close())

describe('refused', () => {
  test('an app without the right, a member it does not see, a disabled app', async () => {
    const { agentId, secret } = sim.admin.app({ agentId: 7, name: 'other', contacts: false })
    const other = await asking(sim, secret)
    expect((await other('GET', 'externalcontact/get_follow_user_list')).errcode).toBe(48002)
    sim.admin.visible({ agentId, userids: ['lisi'] })
    expect((await other('GET', 'user/get', { userid: 'ZhangSan' })).errcode).toBe(60011)
    sim.admin.disableApp({ agentId, disabled: true })
    expect((await other('GET', 'user/get', { userid: 'lisi' })).errcode).toBe(50003)
  })

  test('bodies that are no object, fields of the wrong kind, text that is too long', async () => {
    const path = `/cgi-bin/externalcontact/groupchat/list?access_token=${wecom.token}`
    for (const body of ['[1]', '{', '"x"', '7']) {
      const answer = await sim.fetch(`${sim.url}${path}`, { method: 'POST', body })
      expect(((await answer.json()) as { errcode: number }).errcode).toBe(40058)
    }
    expect((await wecom('POST', 'externalcontact/groupchat/list', { limit: 'many' })).errcode).toBe(40058)
    expect((await wecom('POST', 'externalcontact/remark', { userid: 'lisi', external_userid: friends[0] })).errcode).toBe(84061)
    const long = { userid: 'zhangsan', external_userid: friends[0], remark: 'x'.repeat(21) }
    expect((await wecom('POST', 'externalcontact/remark', long)).errcode).toBe(40058)
    const bytes = { sender: 'zhangsan', text: { content: '中'.repeat(1334) } }
    expect((await wecom('POST', 'externalcontact/add_msg_template', bytes)).errcode).toBe(45002)
  })

  test('a cursor never given out, a list, a page and a person too many', async () => {
    const cursor = await wecom('POST', 'externalcontact/groupchat/list', { limit: 10, cursor: 'made-up-cursor-of-mine' })
    expect(cursor.errcode).toBe(50100)
    expect((await wecom('POST', 'externalcontact/groupchat/list', { limit: 1001 })).errcode).toBe(40058)
    const many = Array.from({ length: 101 }, (_, at) => `u${at}`)
    expect((await wecom('POST', 'externalcontact/batch/get_by_user', { userid_list: many })).errcode).toBe(81017)
    expect(
      (
        await wecom('POST', 'externalcontact/transfer_customer', {
          handover_userid: 'zhangsan',
          takeover_userid: 'zhangsan',
          external_userid: ['x'],
        })
      ).errcode,
    ).toBe(40130)
  })

  test('welcome codes and media that ran out, codes of a login used twice', async () => {
    expect((await wecom('POST', 'externalcontact/send_welcome_msg', { welcome_code: 'no', text: { content: 'x' } })).errcode).toBe(41050)
    const { code } = sim.employee('lisi').open()
    expect(await wecom('GET', 'auth/getuserinfo', { code })).toMatchObject({ errcode: 0, userid: 'lisi' })
    expect((await wecom('GET', 'auth/getuserinfo', { code })).errcode).toBe(42022)
    const media = await wecom.upload('media/upload', { type: 'image' }, 'image bytes')
    expect(media.errcode).toBe(0)
    clock.advance(3 * 86_400_000 + 1000)
    wecom = await asking(sim)
    expect((await wecom('GET', 'media/get', { media_id: media['media_id'] })).errcode).toBe(40007)
    const image = { sender: 'zhangsan', attachments: [{ msgtype: 'image', image: { media_id: media['media_id'] } }] }
    expect((await wecom('POST', 'externalcontact/add_msg_template', image)).errcode).toBe(40007)
  })
})

test('employees are the same person in any case of letters', async () => {
  expect(await wecom('GET', 'user/get', { userid: 'zhangSAN' })).toMatchObject({ errcode: 0, userid: 'ZhangSan' })
})

test('a group is read late, and so are tags', async () => {
  const before = await wecom('POST', 'externalcontact/groupchat/get', { chat_id: group })
  sim.customer(friends[0]!).leave(group)
  const during = await wecom('POST', 'externalcontact/groupchat/get', { chat_id: group })
  expect(during).toEqual(before)
  clock.advance(1500)
  const after = (await wecom('POST', 'externalcontact/groupchat/get', { chat_id: group }))['group_chat'] as Record<string, unknown[]>
  expect(after['member_list']).toHaveLength(3)
  expect(after['member_version']).not.toEqual((before['group_chat'] as Record<string, unknown>)['member_version'])

  const { tagIds } = sim.admin.createTags({ group: '阶段', names: ['新客'] })
  await wecom('POST', 'externalcontact/mark_tag', { userid: 'zhangsan', external_userid: friends[1], add_tag: tagIds })
  const tags = async () => {
    const answer = await wecom('GET', 'externalcontact/get', { external_userid: friends[1] })
    return (answer['follow_user'] as { tags: unknown[] }[])[0]?.tags.length
  }
  expect(await tags()).toBe(0)
  clock.advance(700)
  expect(await tags()).toBe(1)
})

test('a task is dispatched, reminded, confirmed in part, and cannot be sent again or cancelled after', async () => {
  const made = await wecom('POST', 'externalcontact/add_msg_template', {
    sender: 'zhangsan',
    external_userid: [...friends, 'wmNobody'],
    text: { content: 'x' },
  })
  expect(made['fail_list']).toEqual(['wmNobody'])
  const msgid = String(made['msgid'])
  expect((await wecom('POST', 'externalcontact/get_groupmsg_task', { msgid })).errcode).toBe(41063)
  clock.advance(2000)
  expect(sim.employee('lisi').confirm).toBeTypeOf('function')
  expect(() => sim.employee('lisi').confirm(msgid)).toThrow('no_task')
  sim.employee('zhangsan').confirm({ msgid, except: [friends[2]!] })
  const result = await wecom('POST', 'externalcontact/get_groupmsg_send_result', { msgid, userid: 'zhangsan' })
  expect((result['send_list'] as { status: number }[]).map(({ status }) => status)).toEqual([1, 1, 0])
  expect(() => sim.employee('zhangsan').confirm(msgid)).toThrow('already_sent')
  expect((await wecom('POST', 'externalcontact/cancel_groupmsg_send', { msgid })).errcode).toBe(0)
  expect((await wecom('POST', 'externalcontact/remind_groupmsg_send', { msgid })).errcode).toBe(41093)
})

test('sends made in the client count against the same quota, and are listed as personal', async () => {
  sim.admin.massRule('day_1')
  const [receiver] = friends
  clock.advance(86_400_000)
  wecom = await asking(sim)
  sim.employee('zhangsan').sendOwn({ chatType: 'single', to: [receiver!], text: 'mine' })
  const made = await wecom('POST', 'externalcontact/add_msg_template', {
    sender: 'zhangsan',
    external_userid: [receiver],
    text: { content: 'x' },
  })
  sim.employee('zhangsan').confirm(String(made['msgid']))
  clock.advance(2000)
  const result = await wecom('POST', 'externalcontact/get_groupmsg_send_result', { msgid: made['msgid'], userid: 'zhangsan' })
  expect(result['send_list']).toMatchObject([{ status: 3 }])
  const now = Math.floor(clock.now().getTime() / 1000)
  const listed = await wecom('POST', 'externalcontact/get_groupmsg_list_v2', {
    chat_type: 'single',
    start_time: now - 60,
    end_time: now,
    filter_type: 1,
  })
  expect(listed['group_msg_list']).toMatchObject([{ creator: 'ZhangSan', create_type: 1 }])
})

test('customers of somebody who left are handed over after a day, twice in ninety at most, and may refuse', async () => {
  sim.admin.hire({ userid: 'wangwu', name: '王五' })
  const customer = sim.admin.stranger('要交接的').customerId
  sim.employee('wangwu').add(customer)
  sim.admin.resign('wangwu')
  expect((await wecom('GET', 'externalcontact/get', { external_userid: customer })).errcode).toBe(84061)
  expect((await wecom('POST', 'externalcontact/get_unassigned_list', {}))['info']).toMatchObject([{ external_userid: customer }])
  const move = { handover_userid: 'wangwu', takeover_userid: 'lisi', external_userid: [customer] }
  expect((await wecom('POST', 'externalcontact/transfer_customer', move))['customer']).toMatchObject([{ errcode: 0 }])
  expect((await wecom('POST', 'externalcontact/resigned/transfer_customer', move))['customer']).toMatchObject([{ errcode: 40129 }])
  clock.advance(86_400_000)
  wecom = await asking(sim)
  expect((await wecom('POST', 'externalcontact/transfer_result', move))['customer']).toMatchObject([{ status: 1 }])
  expect(await wecom('GET', 'externalcontact/get', { external_userid: customer })).toMatchObject({
    follow_user: [{ userid: 'lisi', add_way: 202 }],
  })
  const back = { handover_userid: 'lisi', takeover_userid: 'zhangsan', external_userid: [customer] }
  await wecom('POST', 'externalcontact/transfer_customer', back)
  sim.customer(customer).refuseTransfer()
  expect((await wecom('POST', 'externalcontact/transfer_result', back))['customer']).toMatchObject([{ status: 3 }])
})

test('too many calls in a minute stop the endpoint for a minute', async () => {
  const busy = await startSim({ clock, seed: 'pace', limits: { apiPerMinute: 5 } })
  busy.admin.hire({ userid: 'a', name: 'a' })
  const call = await asking(busy)
  const codes = []
  for (let at = 0; at < 7; at += 1) codes.push((await call('GET', 'externalcontact/get_follow_user_list')).errcode)
  expect(codes).toEqual([0, 0, 0, 0, 0, 45009, 45009])
  expect((await call('GET', 'department/list')).errcode).toBe(0)
  clock.advance(60_000)
  expect((await call('GET', 'externalcontact/get_follow_user_list')).errcode).toBe(0)
  await busy.close()
})

test('pages of customers are complete, also when some come empty', async () => {
  const full = await startSim({ clock, seed: 'pages', population: { customers: 730, groups: 8, employees: 7 }, faults: { emptyPage: 0.3 } })
  const call = await asking(full)
  const userids = [...full.platform.world.employees.values()].map(({ userid }) => userid)
  const seen: string[] = []
  let cursor = ''
  do {
    const page = await call('POST', 'externalcontact/batch/get_by_user', { userid_list: userids, cursor, limit: 100 })
    for (const row of page['external_contact_list'] as { external_contact: { external_userid: string }; follow_info: { userid: string } }[])
      seen.push(`${row.follow_info.userid}/${row.external_contact.external_userid}`)
    cursor = String(page['next_cursor'])
  } while (cursor)
  const real = [...full.platform.world.follows].flatMap(([userid, follows]) => [...follows.keys()].map((id) => `${userid}/${id}`))
  expect(seen).toEqual(real)
  await full.close()
})

test('the same seed gives the same company', async () => {
  const one = await startSim({ clock, seed: 'twin', population: { customers: 200, groups: 5, employees: 4 } })
  const two = await startSim({ clock, seed: 'twin', population: { customers: 200, groups: 5, employees: 4 } })
  expect(two.platform.world).toEqual(one.platform.world)
  expect(two.app.secret).toBe(one.app.secret)
  expect(await ask(two, 'GET', `/cgi-bin/gettoken?corpid=${one.corpId}&corpsecret=${one.app.secret}`)).toMatchObject({ errcode: 0 })
})
