import { community } from '@grove/community/server'
import { type Condition, evaluate, factsOf } from '@grove/condition-kit/contract'
import { conditionKindsOf, loadFacts, prepareConditions } from '@grove/condition-kit/server'
import { content } from '@grove/content/server'
import { conversation } from '@grove/conversation/server'
import { identity } from '@grove/identity/server'
import { createMembers, member, tagMembers } from '@grove/member/server'
import { product } from '@grove/product/server'
import { task } from '@grove/task/server'
import { type TestApp, type TestWorkspace, testApp } from '@grove/testkit'
import fc from 'fast-check'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LADDERS, type Ladder, type RuleBook, STEPS } from '../contract/index.ts'
import { conditionsOf } from '../domain/conditions-of.ts'
import { defaultBooks } from '../domain/defaults.ts'
import { standing } from './index.ts'
import { movers } from './judge.ts'

const MEMBERS = 80
const TAGS = ['vip', '新客']

interface Stands {
  readonly stage: number
  readonly tier: number
  readonly group: number
}

let t: TestApp
let ws: TestWorkspace
let where: Map<number, Stands>
beforeAll(async () => {
  t = await testApp({ modules: [identity, member, product, content, community, task, conversation, standing] })
  ws = await t.workspace()
  where = await people()
})
afterAll(() => t.close())

const stands = fc.record({
  stage: fc.integer({ min: 1, max: 7 }),
  tier: fc.integer({ min: 1, max: 4 }),
  group: fc.integer({ min: 1, max: 4 }),
  score: fc.integer({ min: 0, max: 100 }),
  awake: fc.constantFrom('never', 'awake', 'asleep'),
  rfm: fc.constantFrom(null, 'champions', 'lost'),
  tags: fc.subarray(TAGS),
  hasRow: fc.integer({ min: 0, max: 9 }).map((n) => n > 0),
})

/** Members who stand anywhere; of some nothing was ever written down. */
async function people(): Promise<Map<number, Stands>> {
  const drawn = fc.sample(stands, { numRuns: MEMBERS, seed: 31 })
  const ids = await createMembers(
    ws.ctx,
    drawn.map((one, at) => ({ displayName: `M${at}`, stage: one.stage })),
  )
  for (const tag of TAGS)
    await tagMembers(ws.ctx, {
      memberIds: ids.filter((_, at) => drawn[at]?.tags.includes(tag)),
      tag,
    })
  await t.drain()
  const rows = JSON.stringify(drawn.map((one, at) => ({ ...one, id: ids[at] })))
  const acted = new Date(t.clock.now().getTime() - 86_400_000)
  await ws.ctx.db.exec(sql`delete from standing where workspace_id = ${ws.id}`)
  await ws.ctx.db.exec(sql`
    insert into standing (workspace_id, member_id, tier, customer_group, score, rfm, last_act_at, asleep_since)
    select ${ws.id}, r.id, r.tier, r."group", r.score, r.rfm, case when r.awake <> 'never' then ${acted}::timestamptz end,
      case when r.awake = 'asleep' then ${acted}::timestamptz end
    from jsonb_to_recordset(${rows}::jsonb) as r(id bigint, tier int, "group" int, score int, rfm text, awake text, "hasRow" boolean)
    where r."hasRow"`)
  return new Map(
    drawn.map((one, at) => [ids[at] ?? 0, { stage: one.stage, tier: one.hasRow ? one.tier : 1, group: one.hasRow ? one.group : 1 }]),
  )
}

const bound = (max: number) => fc.integer({ min: 0, max })
const question: fc.Arbitrary<Condition> = fc.oneof(
  bound(100).map((atLeast) => ({ kind: 'score', atLeast })),
  bound(100).map((atMost) => ({ kind: 'score', atMost })),
  fc.integer({ min: 1, max: 4 }).map((atLeast) => ({ kind: 'tier', atLeast })),
  fc.subarray([1, 2, 3, 4], { minLength: 1 }).map((list) => ({ kind: 'customerGroup', in: list })),
  fc.subarray(['never', 'awake', 'asleep'], { minLength: 1 }).map((list) => ({ kind: 'awake', in: list })),
  fc.subarray(['champions', 'lost', 'gone'], { minLength: 1 }).map((list) => ({ kind: 'rfm', in: list })),
  fc.integer({ min: 1, max: 7 }).map((atLeast) => ({ kind: 'stage', atLeast })),
  fc.constantFrom(...TAGS, 'unknown').map((tag) => ({ kind: 'tag', tag })),
)
const condition: fc.Arbitrary<Condition> = fc.oneof(
  question,
  question.map((not): Condition => ({ not })),
  fc.array(question, { minLength: 2, maxLength: 3 }).map((all): Condition => ({ all })),
  fc.array(question, { minLength: 2, maxLength: 3 }).map((any): Condition => ({ any })),
)
const books = fc.constantFrom(...LADDERS).chain((ladder) =>
  fc.record({
    ladder: fc.constant(ladder),
    book: fc.record({
      rules: fc.array(fc.record({ to: fc.constantFrom(...STEPS[ladder]), when: condition }), { maxLength: 5 }),
      otherwise: fc.option(fc.constantFrom(...STEPS[ladder]), { nil: null }),
      onlyUp: fc.boolean(),
    }),
  }),
)

/** Who moves where, by the statement. */
async function bySql(ladder: Ladder, book: RuleBook): Promise<string[]> {
  const compiled = await prepareConditions(ws.ctx, conditionsOf(book))
  const rows = await ws.ctx.db.rows<{ id: number; to_step: number; rule: number }>(
    sql`select x.id, x.to_step, x.rule from (${movers(ws.ctx, ladder, book, compiled, sql`true`)}) x order by x.id`,
  )
  return rows.map((row) => `${row.id}>${row.to_step} by ${row.rule}`)
}

/** The same, one member after another: the first rule that holds decides. */
async function byFacts(ladder: Ladder, book: RuleBook): Promise<string[]> {
  const kinds = conditionKindsOf(ws.ctx.app)
  const conditions = conditionsOf(book)
  const keys = [...new Set(conditions.flatMap((one) => factsOf(one, kinds)))]
  const facts = await loadFacts(ws.ctx, { communityId: 0, memberIds: [...where.keys()], keys, runStartAt: null })
  return [...where].flatMap(([id, at]) => {
    const rule = conditions.findIndex((one) => evaluate(one, facts.get(id) ?? {}, kinds))
    const to = rule < 0 ? book.otherwise : (book.rules[rule]?.to ?? null)
    const moves = to !== null && (book.onlyUp ? to > at[ladder] : to !== at[ladder])
    return moves ? [`${id}>${to} by ${rule}`] : []
  })
}

describe('the statement that judges a ladder', () => {
  it('moves whom the rules move one by one, for 150 random books and the books Grove brings', async () => {
    const drawn = fc.sample(books, { numRuns: 150, seed: 20261126 })
    const asked = [...LADDERS.map((ladder) => ({ ladder, book: defaultBooks[ladder] })), ...drawn]
    const told = new Set<string>()
    for (const { ladder, book } of asked) {
      const moved = await bySql(ladder, book)
      expect({ ladder, book, moved }).toEqual({ ladder, book, moved: await byFacts(ladder, book) })
      told.add(`${ladder} ${moved.join()}`)
    }
    for (const ladder of LADDERS) expect([...told].filter((one) => one.startsWith(`${ladder} `)).length).toBeGreaterThan(15)
  })

  it('leaves out whoever stands by hand, until that ends', async () => {
    const book: RuleBook = { rules: [], otherwise: 4, onlyUp: false }
    const [id = 0] = [...where].find(([, at]) => at.tier !== 4) ?? []
    const override = (until: string | null) => sql`
      insert into standing_override (workspace_id, member_id, ladder, step, reason, at, until)
      values (${ws.id}, ${id}, 'tier', 1, 'by hand', ${t.clock.now()}, ${until}::timestamptz)
      on conflict (workspace_id, member_id, ladder) do update set until = excluded.until`
    await ws.ctx.db.exec(override(null))
    const all = await byFacts('tier', book)
    expect(await bySql('tier', book)).toEqual(all.filter((one) => !one.startsWith(`${id}>`)))
    await ws.ctx.db.exec(override(t.clock.now().toISOString()))
    expect(await bySql('tier', book)).toEqual(all)
  })
})
