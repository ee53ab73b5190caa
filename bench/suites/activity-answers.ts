import { room } from '@grove/channel-room/server'
import { activity, answerInTurn, planActivities } from '@grove/activity/server'
import { community } from '@grove/community/server'
import { content } from '@grove/content/server'
import { conversation } from '@grove/conversation/server'
import { identity } from '@grove/identity/server'
import { member } from '@grove/member/server'
import { points } from '@grove/points/server'
import { product } from '@grove/product/server'
import { question } from '@grove/question/server'
import { createReward, reward } from '@grove/reward/server'
import { task } from '@grove/task/server'
import { type TestApp, type TestWorkspace, testApp } from '@grove/testkit'
import pg from 'pg'
import sql from 'sql-template-tag'
import { type Bench, seconds } from '../harness.ts'

const WRITERS = 16
const ROUND = 1
const CODE_OF = 'select code from activity where workspace_id = $1 and id = $2'

/** Answers of a group, each told to be kept after its commit, against single-row inserts from 16 connections; claims on one stock. */
export const activityAnswersBench: Bench = {
  name: 'activity-answers',
  run: async ({ serverUrl, scale, say }) => {
    process.env['TEST_DATABASE_URL'] = serverUrl
    const people = Math.max(500, Math.round(20_000 * scale))
    const t = await testApp({
      modules: [identity, member, product, content, community, points, question, reward, task, conversation, room, activity],
    })
    try {
      const ws = await t.workspace()
      const { communityId, ids } = await makeGroup(ws, people)
      const quiz = await started(t, ws, communityId, 'riddles', people)
      const raw = await rawInserts(t, ws, ids)
      const answered = await seconds(() =>
        Promise.all(ids.map((memberId, at) => answerInTurn(ws.ctx, act(quiz, memberId, 'ABCD'.charAt(at % 4))))),
      )
      const { count } = await ws.ctx.db.one<{ count: number }>(
        sql`select count(*)::int as count from activity_answer where workspace_id = ${ws.id}`,
      )
      if (count !== people) throw new Error(`${count} answers of ${people} were kept`)
      say(`${people} answers in ${answered.toFixed(2)} s, raw ${raw.toFixed(2)} s`)
      const pieces = Math.round(people / 4)
      const sale = await started(t, ws, communityId, 'flash-sale', pieces)
      const claimed = await seconds(() => Promise.all(ids.map((memberId) => answerInTurn(ws.ctx, act(sale, memberId, 'A')))))
      const { issued } = await ws.ctx.db.one<{ issued: number }>(
        sql`select count(*)::int as issued from reward_issue where workspace_id = ${ws.id}`,
      )
      if (issued !== pieces) throw new Error(`${issued} pieces of ${pieces} were given`)
      const rate = Math.round(people / answered)
      return [
        { name: 'activity: answers kept', value: rate, unit: '/s', atLeast: 5000 },
        {
          name: 'activity: answers kept against raw inserts',
          value: rate,
          unit: '/s',
          baseline: { name: `single-row inserts from ${WRITERS} connections`, value: Math.round(people / raw) },
          atLeast: 0.6,
        },
        {
          name: 'activity: claims on one stock, a quarter of them with a piece',
          value: Math.round(people / claimed),
          unit: '/s',
          atLeast: 1000,
        },
      ]
    } finally {
      await t.close()
    }
  },
}

const act = (code: string, memberId: number, choice: string) => ({ code, activityId: null, round: null, memberId, choice, at: null })

async function makeGroup(ws: TestWorkspace, members: number): Promise<{ communityId: number; ids: number[] }> {
  const { ctx } = ws
  const now = ctx.clock.now()
  const { id } = await ctx.db.one<{ id: number }>(sql`
    insert into community (workspace_id, type, name, state, public_code, capacity, channel, headcount, created_at, updated_at)
    values (${ctx.workspaceId}, 'newcomer', 'bench', 'active', 'benchact', 100000, 'room', ${members}, ${now}, ${now}) returning id`)
  const people = await ctx.db.rows<{ id: number }>(sql`
    insert into member (workspace_id, display_name, last_active_at, created_at, updated_at)
    select ${ctx.workspaceId}, 'member ' || n, ${now}, ${now}, ${now} from generate_series(1, ${members}) n returning id`)
  const ids = people.map((row) => row.id)
  await ctx.db.exec(sql`
    insert into membership (workspace_id, community_id, member_id, joined_at, scene)
    select ${ctx.workspaceId}, ${id}, m.id, ${now}, 'link' from unnest(${ids}::bigint[]) as m (id)`)
  return { communityId: id, ids }
}

/** An activity whose round is open, by its code; a sale has so many pieces of one reward. */
async function started(t: TestApp, ws: TestWorkspace, communityId: number, script: string, pieces: number): Promise<string> {
  const { id: rewardId } = await createReward(await ws.as('head'), {
    key: script,
    kind: 'coupon',
    name: script,
    description: '',
    points: 0,
    cost: 0,
    stock: pieces,
    budget: null,
    validDays: null,
  })
  const awards = [
    { name: 'x', at: 'round' as const, who: { kind: 'claim' as const }, prize: { kind: 'reward' as const, rewardId, name: '' } },
  ]
  const wish = { communityId, startsAt: t.clock.now(), key: script }
  const [id = 0] = await ws.ctx.inTx((tx) =>
    planActivities(tx, script, [wish], { rounds: ROUND, ...(script === 'flash-sale' ? { awards, claims: pieces } : {}) }),
  )
  await t.drain()
  const { rows } = await t.database.pool.query<{ code: string }>(CODE_OF, [ws.id, id])
  return rows[0]?.code ?? ''
}

/** The plainest durable way: one row, one commit, from so many connections at once. */
async function rawInserts(t: TestApp, ws: TestWorkspace, ids: readonly number[]): Promise<number> {
  await t.database.pool.query(
    'create table raw_answer (workspace_id bigint, activity_id bigint, round int, member_id bigint, id bigint generated always as identity, choice text, hit boolean, at timestamptz, primary key (workspace_id, activity_id, round, member_id))',
  )
  const pool = new pg.Pool({ connectionString: t.database.url, max: WRITERS })
  const text = 'insert into raw_answer (workspace_id, activity_id, round, member_id, choice, hit, at) values ($1, 1, 1, $2, $3, false, $4)'
  let next = 0
  const write = async () => {
    while (next < ids.length) {
      const memberId = ids[next++]
      await pool.query({ name: 'raw', text, values: [ws.id, memberId, 'A', t.clock.now()] })
    }
  }
  await Promise.all(Array.from({ length: WRITERS }, () => pool.query('select 1')))
  const took = await seconds(() => Promise.all(Array.from({ length: WRITERS }, write)))
  await pool.end()
  return took
}
