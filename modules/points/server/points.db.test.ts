import { evaluate, factsOf } from '@grove/condition-kit/contract'
import { conditionKindsOf, loadFacts, prepareConditions } from '@grove/condition-kit/server'
import { identity } from '@grove/identity/server'
import type { Ctx } from '@grove/kernel/server'
import { createMembers, member } from '@grove/member/server'
import { actionAppliers } from '@grove/playbook-kit/server'
import { type TestApp, type TestWorkspace, testApp } from '@grove/testkit'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { adjustPoints, reverseEntry } from './adjust-points.ts'
import { movePoints, points } from './index.ts'
import { pointsOfMember } from './read.ts'

let t: TestApp
let ws: TestWorkspace
let head: Ctx
let ids: number[]
beforeAll(async () => {
  t = await testApp({ modules: [identity, member, points] })
})
beforeEach(async () => {
  ws = await t.workspace()
  head = await ws.as('head')
  ids = await createMembers(
    ws.ctx,
    ['甲', '乙', '丙'].map((displayName) => ({ displayName })),
  )
})
afterAll(() => t.close())

const give = (memberId: number, amount: number, key: string) => ({ memberId, amount, counter: 'issued' as const, reason: 'test', key })
const balanceOf = async (id: number) => (await pointsOfMember(head, { id, limit: 1 })).balance
const sums = () =>
  ws.ctx.db.one<{ entries: number; balances: number; wrong: number }>(sql`
    select (select coalesce(sum(amount), 0) from points_entry where workspace_id = ${ws.id})::int as entries,
      (select coalesce(sum(balance), 0) from points_balance where workspace_id = ${ws.id})::int as balances,
      (select count(*) from points_balance b where b.workspace_id = ${ws.id} and b.balance <>
        (select coalesce(sum(e.amount), 0) from points_entry e where e.workspace_id = b.workspace_id and e.member_id = b.member_id))::int as wrong`)

describe('moving points', () => {
  it('refuses more than there is, as a whole, and says how much there is', async () => {
    const [one, two] = ids as [number, number]
    await movePoints(ws.ctx, [give(one, 5, 'a')])
    await expect(movePoints(ws.ctx, [give(two, 3, 'b'), give(one, -6, 'c')])).rejects.toMatchObject({
      code: 'points.not_enough',
      data: { has: 5, needs: 6 },
    })
    expect([await balanceOf(one), await balanceOf(two)]).toEqual([5, 0])
  })

  it('gives once, whoever repeats it, and passes over members that are gone', async () => {
    const [one] = ids as [number]
    const moves = [give(one, 5, 'a'), give(one, 5, 'a'), give(999_999, 5, 'b')]
    expect([...(await movePoints(ws.ctx, moves)).keys()]).toEqual(['a'])
    expect((await movePoints(ws.ctx, moves)).size).toBe(0)
    expect(await balanceOf(one)).toBe(5)
  })

  it('spends nothing twice under a hundred at once', async () => {
    const [one] = ids as [number]
    await movePoints(ws.ctx, [give(one, 30, 'start')])
    const spent = await Promise.allSettled(
      Array.from({ length: 100 }, (_, at) => movePoints(ws.ctx, [{ ...give(one, -1, `spend ${at}`), counter: 'spent' as const }])),
    )
    expect(spent.filter((one) => one.status === 'fulfilled')).toHaveLength(30)
    expect([await balanceOf(one), (await sums()).wrong]).toEqual([0, 0])
  })

  it('keeps balances equal to the sums, whatever happens side by side', async () => {
    const histories = Array.from({ length: 40 }, (_, at) => ids.map((id, n) => give(id, ((at * 7 + n * 5) % 11) - 4 || 1, `${at} ${n}`)))
    await Promise.allSettled(histories.map((moves) => movePoints(ws.ctx, mixed(moves))))
    const { entries, balances, wrong } = await sums()
    expect([entries, wrong]).toEqual([balances, 0])
  })
})

/** Every other set in the opposite order: locks are taken in one order all the same. */
const mixed = <T extends { readonly key: string }>(moves: readonly T[]): T[] =>
  moves[0]?.key.startsWith('1') ? moves.toReversed() : [...moves]

describe('by hand', () => {
  it('leaves a trace, and is undone once', async () => {
    const [one] = ids as [number]
    await expect(adjustPoints(head, { id: 999_999, amount: 1, note: 'x' })).rejects.toMatchObject({ code: 'points.member_not_found' })
    expect(await adjustPoints(head, { id: one, amount: 20, note: '线下活动签到' })).toEqual({ balance: 20 })
    const ledger = await pointsOfMember(head, { id: one, limit: 10 })
    const entryId = ledger.items[0]?.id ?? 0
    expect(ledger.items[0]).toMatchObject({ amount: 20, reason: 'manual', detail: { note: '线下活动签到' }, balance: 20, reversedBy: null })
    const undone = await reverseEntry(head, { id: entryId, note: '记错人了' })
    await expect(reverseEntry(head, { id: entryId, note: '再来' })).rejects.toMatchObject({ code: 'points.reversed_already' })
    await expect(reverseEntry(head, { id: undone.entryId, note: '再来' })).rejects.toMatchObject({ code: 'points.reversal_of_reversal' })
    expect((await pointsOfMember(head, { id: one, limit: 10 })).items.map((one) => [one.amount, one.reverses, one.reversedBy])).toEqual([
      [-20, entryId, null],
      [20, null, undone.entryId],
    ])
    const trail = await ws.ctx.db.rows<{ verb: string }>(
      sql`select verb from audit where workspace_id = ${ws.id} and verb like 'points.%' order by id`,
    )
    expect(trail.map((row) => row.verb)).toEqual(['points.adjust', 'points.reverse'])
  })

  it('shows a limited colleague nothing of others’ members', async () => {
    const owner = await ws.as('owner', { scope: { kind: 'own' } })
    await expect(pointsOfMember(owner, { id: ids[0] as number, limit: 10 })).rejects.toMatchObject({ code: 'points.member_not_found' })
  })
})

describe('in playbooks and segments', () => {
  it('a step gives each member once, however often its batch comes', async () => {
    const applier = t.app.registry.all(actionAppliers).find((one) => one.kind === 'givePoints')
    const batch = {
      runId: 1,
      stepId: 2,
      step: 's',
      title: '全勤',
      why: null,
      occurrence: 0,
      variant: null,
      communityId: 1,
      memberIds: ids,
      who: 'system',
      confirm: false,
      dueAt: t.clock.now(),
      expiresAt: null,
    }
    for (const batches of [[batch], [batch, { ...batch, occurrence: 1 }]])
      await applier?.apply(
        ws.ctx,
        batches.map((one) => ({ ...one, action: { kind: 'givePoints', points: 5 } })),
      )
    expect(await Promise.all(ids.map(balanceOf))).toEqual([10, 10, 10])
  })

  it('the condition says the same of facts and in SQL', async () => {
    await movePoints(ws.ctx, [give(ids[0] as number, 5, 'a'), give(ids[1] as number, 50, 'b')])
    const asked = [{ atLeast: 5 }, { atMost: 5 }, { atLeast: 0, atMost: 0 }, { atLeast: 6, atMost: 60 }].map((one) => ({
      kind: 'points',
      ...one,
    }))
    const kinds = conditionKindsOf(t.app)
    const { where } = await prepareConditions(ws.ctx, asked)
    const keys = asked.flatMap((one) => factsOf(one, kinds))
    const facts = await loadFacts(ws.ctx, { communityId: 0, runStartAt: null, memberIds: ids, keys })
    const found = await Promise.all(
      asked.map((one) =>
        ws.ctx.db.rows<{ id: number }>(sql`select m.id from member m where m.workspace_id = ${ws.id} and ${where(one)} order by m.id`),
      ),
    )
    expect(found.map((rows) => rows.map((row) => row.id))).toEqual(
      asked.map((one) => ids.filter((id) => evaluate(one, facts.get(id) ?? {}, kinds))),
    )
    expect(found.map((rows) => rows.length)).toEqual([2, 2, 1, 1])
  })
})

describe('over HTTP', () => {
  it.each(points.api.map(({ route }) => [`${route.method} ${route.path}`, route] as const))(
    '%s refuses who may not',
    async (_name, route) => {
      const ask = (headers: Record<string, string>, id: number) =>
        t.http.request(route.path.replace(':ws', ws.publicKey).replace(':id', String(id)), {
          method: route.method,
          headers: { 'content-type': 'application/json', ...headers },
          ...(route.method === 'POST' ? { body: JSON.stringify({ amount: 1, note: 'x' }) } : {}),
        })
      expect((await ask({}, ids[0] as number)).status).toBe(401)
      if (route.access === 'member') return
      const viewer = await ask(await ws.session('viewer'), ids[0] as number)
      if (route.method === 'POST') expect(viewer.status).toBe(403)
      const other = await t.workspace()
      const [stranger] = await createMembers(other.ctx, [{ displayName: '别家' }])
      await movePoints(other.ctx, [give(stranger as number, 5, 'a')])
      expect((await ask(await ws.session('head'), stranger as number)).status).toBe(404)
    },
  )
})
