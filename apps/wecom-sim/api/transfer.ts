import { employeeOf, followOf, keyOf, servesCustomers } from '../world/people.ts'
import { seconds } from '../world/platform.ts'
import { changeOwner, countHandover, handoversOf, settleTransfers, startTransfer } from '../world/transfers.ts'
import type { Employee, Group } from '../world/world.ts'
import { type Call, contacts } from './endpoint.ts'
import { staffOf } from './lookups.ts'
import { numbered, pageOf } from './paging.ts'
import { Refusal, type RefusalCode, refusals } from './refusal.ts'

const DAY_MS = 86_400_000

function handover(call: Call, resigned: boolean) {
  const { world, body, platform } = call
  const from = body.text('handover_userid', 41009)
  const leaver = world.employees.get(keyOf(from))
  if (!leaver) throw new Refusal(60111)
  if (resigned && leaver.status !== 5) throw new Refusal(40097)
  const taker = staffOf(call, body.text('takeover_userid', 41009))
  if (keyOf(from) === keyOf(taker.userid)) throw new Refusal(40130)
  if (!servesCustomers(taker)) throw new Refusal(84074)
  if (!resigned) body.optional('transfer_success_msg', 200)
  const ids = body.texts('external_userid')
  if (ids.length === 0) throw new Refusal(41035)
  if (ids.length > 100) throw new Refusal(81017)
  return {
    customer: ids.map((id) => {
      const errcode = whyNot(call, leaver, id, resigned)
      if (errcode === 0) startTransfer(platform, leaver.userid, taker.userid, id, resigned)
      if (errcode === 0 && resigned) for (const row of world.resigned) if (isRow(row, leaver, id)) row.taken = true
      return { external_userid: id, errcode }
    }),
  }
}

const isRow = (row: { userid: string; customerId: string }, leaver: Employee, id: string) =>
  keyOf(row.userid) === keyOf(leaver.userid) && row.customerId === id

function whyNot({ world, platform }: Call, leaver: Employee, id: string, resigned: boolean): RefusalCode | 0 {
  if (!world.customers.has(id)) return 40096
  if (!followOf(world, leaver.userid, id)) return 40131
  if (!resigned && handoversOf(platform, id) >= 2) return 40128
  const running = [...world.transfers.values()].some((one) => one.customerId === id && one.status === 2)
  return running ? 40129 : 0
}

function results(call: Call, resigned: boolean) {
  const { world, body, platform } = call
  settleTransfers(platform)
  const [from, to] = [keyOf(body.text('handover_userid', 41009)), keyOf(body.text('takeover_userid', 41009))]
  const rows = [...world.transfers.values()].filter((one) => keyOf(one.from) === from && keyOf(one.to) === to && one.resigned === resigned)
  const list = `transfer/${from}/${to}/${resigned}`
  const { page, next } = pageOf(platform, list, body.optional('cursor'), 1000, numbered(rows), ([at]) => at)
  return {
    customer: page.map(([, { customerId, status, startedAt, endedAt }]) => ({
      external_userid: customerId,
      status,
      takeover_time: status === 1 ? seconds(endedAt) : status === 2 ? seconds(startedAt + DAY_MS) : 0,
    })),
    next_cursor: next,
  }
}

function unassigned(call: Call) {
  const { world, body, platform } = call
  const rows = world.resigned.filter(({ taken }) => !taken)
  const size = Math.min(Math.max(body.whole('page_size', 1000), 1), 1000)
  const skip = body.whole('page_id', 0) * size
  if (skip >= 50_000) throw new Refusal(40058)
  const after = body.optional('cursor') ? rows : rows.slice(skip)
  const { page, next } = pageOf(platform, 'unassigned', body.optional('cursor'), size, numbered(after), ([at]) => at)
  return {
    info: page.map(([, { userid, customerId, at }]) => ({
      handover_userid: userid,
      external_userid: customerId,
      dimission_time: seconds(at),
    })),
    is_last: next === '',
    next_cursor: next,
  }
}

function moveGroups(call: Call, resigned: boolean) {
  const { world, body, platform } = call
  const ids = body.texts('chat_id_list')
  if (ids.length === 0) throw new Refusal(86001)
  if (ids.length > 100) throw new Refusal(81017)
  const owner = staffOf(call, body.text('new_owner', 41009))
  if (!servesCustomers(owner)) throw new Refusal(84074)
  const failed = ids.flatMap((id) => {
    const group = world.groups.get(id)
    const errcode = !group || group.dismissedAt !== null ? 90501 : groupWhyNot(call, group, owner, resigned)
    if (errcode !== 0) return [{ chat_id: id, errcode, errmsg: refusals[errcode] }]
    changeOwner(platform, group as Group, owner.userid, false)
    ;(group as Group).status = resigned ? 3 : (group as Group).status
    countHandover(platform, id)
    countHandover(platform, `owner/${keyOf(owner.userid)}`)
    return []
  })
  return { failed_chat_list: failed }
}

function groupWhyNot({ world, platform, now }: Call, group: Group, owner: Employee, resigned: boolean): RefusalCode | 0 {
  const before = employeeOf(world, group.owner)
  if (resigned && before.status !== 5) return 90500
  if (!resigned && before.status === 5) return 90502
  if (keyOf(before.userid) === keyOf(owner.userid)) return 90504
  if (!resigned && handoversOf(platform, group.id) >= 2) return 40128
  const today = (world.handovers.get(`owner/${keyOf(owner.userid)}`) ?? []).filter((at) => now - at < DAY_MS).length
  return today >= 300 ? 81017 : 0
}

export const transferEndpoints = [
  contacts.post('transfer_customer', (call) => handover(call, false)),
  contacts.post('transfer_result', (call) => results(call, false)),
  contacts.post('resigned/transfer_customer', (call) => handover(call, true)),
  contacts.post('resigned/transfer_result', (call) => results(call, true)),
  contacts.post('get_unassigned_list', unassigned),
  contacts.post('groupchat/transfer', (call) => moveGroups(call, true)),
  contacts.post('groupchat/onjob_transfer', (call) => moveGroups(call, false)),
]
