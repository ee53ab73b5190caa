import { community } from '@grove/community/server'
import { identity } from '@grove/identity/server'
import type { Ctx } from '@grove/kernel/server'
import { createMembers, eraseMember, member, mergeMembers } from '@grove/member/server'
import { actionAppliers } from '@grove/playbook-kit/server'
import { points } from '@grove/points/server'
import { product } from '@grove/product/server'
import { type TestApp, type TestWorkspace, testApp } from '@grove/testkit'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { IssueState, RewardBody, RewardKind } from '../contract/index.ts'
import { changeAddressKeys } from './change-address-keys.ts'
import { exportIssues } from './export-issues.ts'
import { giveRewards } from './give-rewards.ts'
import { issueRewards, reward } from './index.ts'
import { listIssues, listRewards, myPrizes } from './read.ts'
import { addRewardCodes, changeRewardState, createReward, saveReward } from './save-reward.ts'
import { expireRewards, giveAddress, redeemIssue, revealAddress, shipIssues } from './settle-issues.ts'

let t: TestApp
let ws: TestWorkspace
let head: Ctx
let ids: number[]
beforeAll(async () => {
  t = await testApp({ modules: [identity, member, product, community, points, reward] })
})
beforeEach(async () => {
  t.clock.set('2026-11-02T02:00:00Z')
  ws = await t.workspace()
  head = await ws.as('head')
  ids = await createMembers(
    ws.ctx,
    Array.from({ length: 6 }, (_, at) => ({ displayName: `成员${at}` })),
  )
})
afterAll(() => t.close())

let made = 0
const BODY: RewardBody = { name: '咖啡券', description: '', points: 0, cost: 500, stock: null, budget: null, validDays: null }
const make = async (kind: RewardKind, body: Partial<RewardBody> = {}) =>
  (await createReward(head, { ...BODY, key: `r${++made}`, kind, ...body })).id
const wish = (rewardId: number, memberId: number, key: string) => ({ rewardId, memberId, key, why: '答对了' })
const first = () => ids[0] as number
const stateOf = async (id: number) => (await listRewards(head, { limit: 50 })).items.find((one) => one.id === id)
const prizesOf = async (id: number) => (await myPrizes(ws.asMember(id), { ws: ws.publicKey, limit: 50 })).items
const verbs = async () =>
  (await ws.ctx.db.rows<{ verb: string }>(sql`select verb from audit where workspace_id = ${ws.id} order by id`)).map((row) => row.verb)

describe('the catalogue', () => {
  it('refuses a key twice, less than was given, codes where none belong; keeps a trace of each change', async () => {
    const id = await make('coupon', { stock: 3 })
    await expect(createReward(head, { ...BODY, key: `r${made}`, kind: 'goods' })).rejects.toMatchObject({ code: 'reward.key_taken' })
    await issueRewards(ws.ctx, [wish(id, first(), 'a'), wish(id, ids[1] as number, 'b')])
    await expect(saveReward(head, { id, ...BODY, stock: 1 })).rejects.toMatchObject({ code: 'reward.below_issued', data: { issued: 2 } })
    await expect(saveReward(head, { id, ...BODY, budget: 900 })).rejects.toMatchObject({ code: 'reward.below_issued' })
    await expect(saveReward(head, { id: 999_999, ...BODY })).rejects.toMatchObject({ code: 'reward.not_found' })
    await expect(addRewardCodes(head, { id, text: 'A' })).rejects.toMatchObject({ code: 'reward.wrong_kind' })
    await saveReward(head, { id, ...BODY, stock: 2 })
    expect(await changeRewardState(head, { id, to: 'archived' })).toEqual({ changed: 1 })
    expect(await changeRewardState(head, { id, to: 'archived' })).toEqual({ changed: 0 })
    expect((await issueRewards(ws.ctx, [wish(id, first(), 'c')])).size).toBe(0)
    expect(await stateOf(id)).toMatchObject({ issued: 2, left: 0, used: 0, state: 'archived' })
    expect(await verbs()).toEqual(['reward.create', 'reward.update', 'reward.state'])
  })

  it('takes codes line by line and says why others were not', async () => {
    const id = await make('codes')
    await expect(addRewardCodes(head, { id, text: '\n \n' })).rejects.toMatchObject({ code: 'reward.no_codes' })
    expect(await addRewardCodes(head, { id, text: 'A1\nB2\nA1\n' })).toMatchObject({ added: 2, faults: [{ line: 3, code: 'double' }] })
    expect(await addRewardCodes(head, { id, text: 'C3\nB2' })).toMatchObject({
      added: 1,
      faults: [{ line: 2, code: 'known', value: 'B2' }],
    })
    expect(await stateOf(id)).toMatchObject({ left: 3 })
    const given = await issueRewards(
      ws.ctx,
      ids.slice(0, 4).map((memberId, at) => wish(id, memberId, `code ${at}`)),
    )
    expect(given.size).toBe(3)
    const shown = await Promise.all(ids.slice(0, 4).map(prizesOf))
    expect(shown.flat().map((one) => one.code)).toEqual(['A1', 'B2', 'C3'])
    expect(await stateOf(id)).toMatchObject({ left: 0, issued: 3 })
  })
})

describe('giving', () => {
  it('gives once for a key, passes over who is gone, and stops at the budget', async () => {
    const id = await make('service', { budget: 1400 })
    const wishes = [
      wish(id, first(), 'a'),
      wish(id, first(), 'a'),
      wish(id, 999_999, 'b'),
      ...ids.slice(1, 4).map((one) => wish(id, one, `k${one}`)),
    ]
    const given = await issueRewards(ws.ctx, wishes)
    expect([...given.keys()]).toEqual(['a', `k${ids[1]}`])
    const again = await issueRewards(ws.ctx, [wish(id, first(), 'a')])
    expect(again.get('a')).toEqual({ issueId: given.get('a')?.issueId, repeated: true })
    expect(await stateOf(id)).toMatchObject({ issued: 2, left: 0 })
  })

  it('never gives more than there is under a thousand at once, in any size of call', async () => {
    const id = await make('coupon', { stock: 137 })
    const wishes = Array.from({ length: 1000 }, (_, at) => wish(id, ids[at % ids.length] as number, `rush ${at}`))
    const calls = Array.from({ length: 60 }, (_, at) => wishes.filter((_wish, n) => n % 60 === at))
    const given = await Promise.all(calls.map((some) => issueRewards(ws.ctx, some)))
    expect(given.reduce((sum, one) => sum + one.size, 0)).toBe(137)
    expect(await stateOf(id)).toMatchObject({ issued: 137, left: 0 })
    const { pieces, codes } = await ws.ctx.db.one<{ pieces: number; codes: number }>(sql`
      select count(*)::int as pieces, count(distinct pickup)::int as codes from reward_issue where workspace_id = ${ws.id}`)
    expect([pieces, codes]).toEqual([137, 137])
  })

  it('books points in the ledger, once', async () => {
    const id = await make('points', { points: 20 })
    await issueRewards(ws.ctx, [wish(id, first(), 'p')])
    await issueRewards(ws.ctx, [wish(id, first(), 'p')])
    const { balance } = await ws.ctx.db.one<{ balance: number }>(sql`
      select balance from points_balance where workspace_id = ${ws.id} and member_id = ${first()}`)
    expect(balance).toBe(20)
    expect(await prizesOf(first())).toMatchObject([{ state: 'redeemed', points: 20, code: null }])
  })

  it('by hand gives to all or to none', async () => {
    const id = await make('goods', { stock: 2 })
    const give = (memberIds: number[]) => giveRewards(head, { rewardId: id, memberIds, why: '最走心' })
    await expect(give([first(), 999_999])).rejects.toMatchObject({ code: 'reward.member_not_found' })
    await expect(give(ids.slice(0, 3))).rejects.toMatchObject({ code: 'reward.none_left' })
    expect(await stateOf(id)).toMatchObject({ issued: 0 })
    expect(await give(ids.slice(0, 2))).toEqual({ given: 2 })
  })

  it('is a step of a playbook, and repeats nothing with it', async () => {
    const id = await make('coupon', { stock: 2 })
    const applier = t.app.registry.all(actionAppliers).find((one) => one.kind === 'giveReward')
    const batch = {
      runId: 1,
      stepId: 2,
      step: 's',
      title: '谢谢',
      why: null,
      occurrence: 0,
      variant: null,
      communityId: 1,
      memberIds: ids.slice(0, 3),
      who: 'member',
      confirm: false,
      dueAt: new Date(),
      expiresAt: null,
    }
    const apply = (key: string) =>
      ws.ctx.inTx(async (tx) => applier?.apply(tx, [{ ...batch, action: { kind: 'giveReward', reward: key } }]))
    await expect(apply('nothing')).rejects.toMatchObject({ code: 'reward.unknown_reward' })
    await apply(`r${made}`)
    await apply(`r${made}`)
    expect(await stateOf(id)).toMatchObject({ issued: 2, left: 0 })
    expect(await prizesOf(first())).toMatchObject([{ why: '谢谢' }])
  })
})

describe('a piece', () => {
  it('is redeemed once, by its code, in time, by who may see its owner', async () => {
    const id = await make('coupon', { validDays: 2 })
    await issueRewards(ws.ctx, [wish(id, first(), 'a'), wish(id, ids[1] as number, 'b')])
    const codeOf = async (memberId: number) => (await prizesOf(memberId))[0]?.code ?? ''
    const [mine, theirs] = [await codeOf(first()), await codeOf(ids[1] as number)]
    const owner = await ws.as('owner', { scope: { kind: 'own' } })
    await expect(redeemIssue(owner, { code: mine })).rejects.toMatchObject({ code: 'reward.issue_not_found' })
    await expect(redeemIssue(head, { code: 'NOTHING2' })).rejects.toMatchObject({ code: 'reward.issue_not_found' })
    const typed = ` ${mine.toLowerCase().slice(0, 4)} ${mine.slice(4)}`
    expect(await redeemIssue(head, { code: typed })).toMatchObject({ state: 'redeemed', memberId: first() })
    await expect(redeemIssue(head, { code: mine })).rejects.toMatchObject({ code: 'reward.redeemed_already' })
    t.clock.advance({ days: 2 })
    await expect(redeemIssue(head, { code: theirs })).rejects.toMatchObject({ code: 'reward.expired' })
    const of = async (state: IssueState) => (await listIssues(head, { limit: 10, state })).items.map((one) => [one.memberId, one.state])
    const over = [await of('issued'), await of('expired')]
    expect(over).toEqual([[], [[ids[1], 'expired']]])
    await expireRewards(ws.ctx)
    await expireRewards(ws.ctx)
    expect([await of('issued'), await of('expired')]).toEqual(over)
    const states = (await listIssues(head, { limit: 10 })).items.map((one) => one.state)
    expect(states).toEqual(['expired', 'redeemed'])
    const kinds = await ws.ctx.db.rows<{ kind: string }>(sql`
      select kind from event where workspace_id = ${ws.id} and kind like 'reward.%' order by id`)
    expect(kinds.map((row) => row.kind)).toEqual(['reward.issued', 'reward.issued', 'reward.redeemed', 'reward.expired'])
  })

  it('waits for its parcel past its day once the address is there, and may still be picked up', async () => {
    const id = await make('goods', { validDays: 2 })
    await issueRewards(ws.ctx, [wish(id, first(), 'a'), wish(id, ids[1] as number, 'b')])
    const to = { ws: ws.publicKey, name: '小林', phone: '138 0000 1111', address: '上海市徐汇区某路 1 号' }
    const prizeOf = async (memberId: number) => (await prizesOf(memberId))[0]
    const give = async (memberId: number) => giveAddress(ws.asMember(memberId), { ...to, id: (await prizeOf(memberId))?.id ?? 0 })
    await give(first())
    t.clock.advance({ days: 2 })
    expect(await give(first())).toEqual({ changed: 1 })
    await expect(give(ids[1] as number)).rejects.toMatchObject({ code: 'reward.expired' })
    await expireRewards(ws.ctx)
    expect((await listIssues(head, { limit: 10 })).items.map((one) => one.state)).toEqual(['expired', 'ready'])
    const code = (await prizeOf(first()))?.code ?? ''
    expect(await redeemIssue(head, { code })).toMatchObject({ state: 'redeemed' })
    await expect(redeemIssue(head, { code })).rejects.toMatchObject({ code: 'reward.redeemed_already' })
  })

  it('goes to the address its owner gave, sealed, seen by few, and not after it was sent', async () => {
    const id = await make('goods')
    await issueRewards(ws.ctx, [wish(id, first(), 'a'), wish(id, ids[1] as number, 'b')])
    const [mine] = await prizesOf(first())
    const to = { name: '小林', phone: '138 0000 1111', address: '上海市徐汇区某路 1 号' }
    const give = (memberId: number) => giveAddress(ws.asMember(memberId), { ws: ws.publicKey, id: mine?.id ?? 0, ...to })
    await expect(give(ids[1] as number)).rejects.toMatchObject({ code: 'reward.issue_not_found' })
    await give(first())
    const { sealed } = await ws.ctx.db.one<{ sealed: string }>(sql`
      select address_sealed as sealed from reward_issue where workspace_id = ${ws.id} and id = ${mine?.id}`)
    expect(sealed).not.toContain('1380000')
    expect(await revealAddress(head, { id: mine?.id ?? 0 })).toEqual({ address: to })
    await ws.ctx.db.exec(sql`
      update reward_issue set address_sealed = ${`clear0.${JSON.stringify(to)}`} where workspace_id = ${ws.id} and id = ${mine?.id}`)
    expect([await changeAddressKeys(ws.ctx), await changeAddressKeys(ws.ctx)]).toEqual([1, 0])
    const csv = await (await exportIssues(head, { state: 'ready' })).text()
    expect(csv).toContain('上海市徐汇区某路 1 号')
    const all = (await listIssues(head, { limit: 10 })).items.map((one) => one.id)
    expect(await shipIssues(head, { ids: all, carrier: '顺丰', tracking: 'SF1' })).toEqual({ changed: 1 })
    await expect(give(first())).rejects.toMatchObject({ code: 'reward.not_open', data: { state: 'shipped' } })
    expect((await prizesOf(first()))[0]).toMatchObject({ state: 'shipped', tracking: 'SF1', address: to })
    expect((await verbs()).filter((verb) => verb !== 'reward.create')).toEqual(['reward.reveal', 'reward.export', 'reward.ship'])
    const told = await ws.ctx.db.rows<{ kind: string; of: number }>(sql`
      select kind, member_id as of from event where workspace_id = ${ws.id} and kind in ('reward.addressed', 'reward.shipped') order by id`)
    expect(told).toEqual([
      { kind: 'reward.addressed', of: first() },
      { kind: 'reward.shipped', of: first() },
    ])
  })

  it('moves with its member, and forgets the address with them', async () => {
    const id = await make('goods')
    await issueRewards(ws.ctx, [wish(id, first(), 'a')])
    const [mine] = await prizesOf(first())
    await giveAddress(ws.asMember(first()), {
      ws: ws.publicKey,
      id: mine?.id ?? 0,
      name: '小林',
      phone: '13800001111',
      address: '上海某路 1 号',
    })
    await mergeMembers(head, { winnerId: ids[1] as number, loserId: first() })
    expect(await prizesOf(ids[1] as number)).toHaveLength(1)
    await eraseMember(head, { id: ids[1] as number, confirm: '成员1' })
    const row = await ws.ctx.db.one<object>(sql`
      select why, address_sealed as sealed from reward_issue where workspace_id = ${ws.id} and id = ${mine?.id}`)
    expect(row).toEqual({ why: '', sealed: null })
  })
})
