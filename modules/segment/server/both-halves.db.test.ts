import { type Condition, conditionWords, evaluate, factsOf, questionsOf } from '@grove/condition-kit/contract'
import { conditionKindsOf, loadFacts, prepareConditions, prepareForAll } from '@grove/condition-kit/server'
import { productConditions } from '@grove/product/contract'
import { type TestApp, type TestWorkspace, testApp } from '@grove/testkit'
import fc from 'fast-check'
import sql, { join } from 'sql-template-tag'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { conditions, questions } from './condition-arbitrary.ts'
import { MODULES, makeWorld, type World } from './world-fixture.ts'

/** Conditions of one statement. */
const AT_ONCE = 100

let t: TestApp
let ws: TestWorkspace
let world: World
beforeAll(async () => {
  t = await testApp({ modules: MODULES })
  ws = await t.workspace()
  world = await makeWorld(ws, 60, 20261101)
})
afterAll(() => t.close())

/** Counting rows of everybody, or of whom the other clauses leave, however many they are. */
const SHAPES = { everybody: 0, few: 1 }

/** Who meets each condition, by SQL and by facts. */
async function bothWays(
  asked: readonly Condition[],
  shape: keyof typeof SHAPES = 'everybody',
): Promise<{ bySql: string[]; byFacts: string[] }> {
  const { ctx } = ws
  const kinds = conditionKindsOf(ctx.app)
  const compiled = await prepareConditions(ctx, asked, ctx.clock.now(), SHAPES[shape])
  const bySql: string[] = asked.map(() => '')
  for (let at = 0; at < asked.length; at += AT_ONCE) {
    const parts = asked.slice(at, at + AT_ONCE).map(
      (condition, offset) => sql`(select ${at + offset}::int as n, coalesce(string_agg(m.id::text, ',' order by m.id), '') as ids
        from member m where m.workspace_id = ${ctx.workspaceId} and ${compiled.where(condition)})`,
    )
    for (const row of await ctx.db.rows<{ n: number; ids: string }>(join(parts, ' union all '))) bySql[row.n] = row.ids
  }
  const keys = [...new Set(asked.flatMap((condition) => factsOf(condition, kinds)))]
  const facts = await loadFacts(ctx, { communityId: 0, memberIds: world.memberIds, keys, runStartAt: null })
  const byFacts = asked.map((condition) =>
    world.memberIds
      .filter((id) => evaluate(condition, facts.get(id) ?? {}, kinds))
      .toSorted((a, b) => a - b)
      .join(','),
  )
  return { bySql, byFacts }
}

/** Conditions whose rows are counted of few when few are left. */
async function otherShape(asked: readonly Condition[]): Promise<Condition[]> {
  const [wide, few] = await Promise.all(Object.values(SHAPES).map((share) => prepareConditions(ws.ctx, asked, ws.ctx.clock.now(), share)))
  return asked.filter((condition) => wide?.where(condition).sql !== few?.where(condition).sql)
}

function differences(asked: readonly Condition[], { bySql, byFacts }: { bySql: string[]; byFacts: string[] }) {
  return asked.flatMap((condition, n) => (bySql[n] === byFacts[n] ? [] : [{ condition, sql: bySql[n], facts: byFacts[n] }]))
}

describe('the SQL of a condition', () => {
  it('asks for nobody of another workspace, and for nobody by an unknown kind', async () => {
    const other = await t.workspace()
    const compiled = await prepareConditions(other.ctx, [{ kind: 'gone' }, { not: { kind: 'gone' } }])
    const holds = async (condition: Condition) =>
      other.ctx.db.rows(sql`select m.id from member m where m.workspace_id = ${other.ctx.workspaceId} and ${compiled.where(condition)}`)
    expect(await holds({ not: { kind: 'gone' } })).toEqual([])
    const here = await prepareConditions(ws.ctx, [{ kind: 'gone' }])
    expect(
      await ws.ctx.db.rows(sql`select m.id from member m where m.workspace_id = ${ws.id} and ${here.where({ kind: 'gone' })}`),
    ).toEqual([])
  })

  it('is the pure answer for every question taken alone and turned round', async () => {
    const alone = fc.sample(questions(world), { numRuns: 700, seed: 7 })
    const asked = alone.flatMap((question): Condition[] => [question, { not: question }])
    const answers = await bothWays(asked)
    expect(differences(asked, answers).slice(0, 3)).toEqual([])
    const told = new Set(answers.bySql)
    expect(told.size).toBeGreaterThan(100)
    const kinds = conditionKindsOf(ws.ctx.app)
    // Orders are asked at random where they live.
    const elsewhere = new Set<string>(productConditions.map((kind) => kind.kind))
    const able = [...kinds.values()].filter((kind) => (kind.needs?.(kind.example) ?? []).length === 0).map((kind) => kind.kind)
    const tried = new Set(alone.map((one) => one.kind))
    expect(able.filter((kind) => !tried.has(kind) && !elsewhere.has(kind))).toEqual([])
  })

  it('is the pure answer for 2,000 random conditions, each with words in both languages', async () => {
    const asked = fc.sample(conditions(world), { numRuns: 2000, seed: 1122 })
    expect(differences(asked, await bothWays(asked)).slice(0, 3)).toEqual([])
    expect(Math.max(...asked.map((one) => questionsOf(one).length))).toBeGreaterThan(4)
    const kinds = conditionKindsOf(ws.ctx.app)
    const words = asked.flatMap((one) => (['zh', 'en'] as const).map((locale) => conditionWords(one, kinds, locale)))
    expect(words.filter((one) => /undefined|\[object|NaN/.test(one)).slice(0, 3)).toEqual([])
  })

  it('is the same where rows are counted of those alone whom the other clauses leave', async () => {
    const counting = questions(world).filter(({ kind }) => ['events', 'didNot', 'membership'].includes(kind))
    const mixed = fc
      .tuple(conditions(world), counting, fc.boolean())
      .map(([other, counts, all]): Condition => (all ? { all: [other, counts] } : { not: { any: [counts, other] } }))
    const asked = await otherShape([
      ...fc.sample(conditions(world), { numRuns: 2000, seed: 1122 }),
      ...fc.sample(mixed, { numRuns: 500, seed: 41 }),
    ])
    expect(asked.length).toBeGreaterThan(300)
    expect(differences(asked, await bothWays(asked, 'few')).slice(0, 3)).toEqual([])
  })

  it('counts rows of few where the planner expects few, and of everybody otherwise', async () => {
    const posted: Condition = { kind: 'events', event: 'message.posted', within: '30d', atLeast: 2 }
    const shapeOf = async (condition: Condition) => {
      const [one, few] = await Promise.all([
        prepareForAll(ws.ctx, [condition]),
        prepareConditions(ws.ctx, [condition], ws.ctx.clock.now(), 1),
      ])
      return one.where(condition).sql === few.where(condition).sql ? 'few' : 'everybody'
    }
    await t.database.pool.query('analyze member')
    expect(await shapeOf({ all: [{ kind: 'attribute', key: 'city', is: '没有人的城市' }, posted] })).toBe('few')
    expect(await shapeOf({ all: [{ kind: 'stage', atLeast: 1 }, posted] })).toBe('everybody')
  })

  it('of time alone names everybody whose answer time turned', async () => {
    const { ctx } = ws
    const kinds = conditionKindsOf(ctx.app)
    const asked = fc.sample(questions(world), { numRuns: 600, seed: 77 })
    const from = ctx.clock.now()
    const keys = [...new Set(asked.flatMap((condition) => factsOf(condition, kinds)))]
    for (const hours of [1, 13, 26]) {
      const to = new Date(from.getTime() + hours * 3_600_000)
      const compiled = await prepareConditions(ctx, asked, to)
      const at = (now: Date) => loadFacts(ctx, { communityId: 0, memberIds: world.memberIds, keys, runStartAt: null, now })
      const [before, after] = [await at(from), await at(to)]
      const parts = asked.flatMap((condition, n) => {
        const ids = compiled.turned(condition, { from, to })
        return ids ? [sql`(select ${n}::int as n, t.id from (${ids}) t)`] : []
      })
      const rows = await ctx.db.rows<{ n: number; id: number }>(join(parts, ' union all '))
      const named = new Set(rows.map((row) => `${row.n}/${row.id}`))
      const missed = asked.flatMap((condition, n) =>
        world.memberIds
          .filter((id) => evaluate(condition, before.get(id) ?? {}, kinds) !== evaluate(condition, after.get(id) ?? {}, kinds))
          .filter((id) => !named.has(`${n}/${id}`))
          .map((id) => ({ condition, id, hours })),
      )
      expect(missed.slice(0, 3)).toEqual([])
    }
  })
})
