import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { TestApp, TestWorkspace } from '@grove/testkit'
import sql from 'sql-template-tag'
import { build } from 'vite'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { planActivities } from './plan-activity.ts'
import { activityWorld, makeGroup } from './test-world.ts'

const PHONES = 1000
/** The server dies when it has told so many that their answer is kept. */
const KILLS = [1, 120]

let t: TestApp
let ws: TestWorkspace
let program: string
beforeAll(async () => {
  const outDir = fileURLToPath(new URL('../../../node_modules/.cache/grove-answer-kill', import.meta.url))
  const ssr = fileURLToPath(new URL('./fixture/answer-worker.ts', import.meta.url))
  const rolldownOptions = { treeshake: { moduleSideEffects: 'no-external' as const } }
  await build({ configFile: false, logLevel: 'error', build: { ssr, outDir, emptyOutDir: true, target: 'node20', rolldownOptions } })
  program = join(outDir, 'answer-worker.js')
  t = await activityWorld()
  ws = await t.workspace()
})
afterAll(() => t.close())

/** One server that answers for all, killed after so many were accepted; who was told what. */
async function answering(code: string, ids: readonly number[], choice: string, until: number): Promise<Map<number, string>> {
  const args = [program, t.database.url, String(ws.id), String(t.clock.now().getTime()), code, choice, ids.join(',')]
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  const gone = once(child, 'exit')
  const told = new Map<number, string>()
  for await (const line of createInterface(child.stdout)) {
    if (line === 'ready') child.stdin.write('go\n')
    else if (line === 'done') child.stdin.end()
    else {
      const [memberId, kept = ''] = line.split(' ')
      told.set(Number(memberId), kept)
      if (told.size === until) child.kill('SIGKILL')
    }
  }
  await gone
  return told
}

it('no accepted answer is lost when the server is killed while a thousand phones answer, and none counts twice', async () => {
  const { communityId, ids } = await makeGroup(ws.ctx, PHONES)
  const [id = 0] = await planActivities(ws.ctx, 'riddles', [{ communityId, startsAt: t.clock.now(), key: 'kill' }], { rounds: 1 })
  await t.drain()
  const { code } = await ws.ctx.db.one<{ code: string }>(sql`select code from activity where workspace_id = ${ws.id} and id = ${id}`)
  const accepted = new Map<number, string>()
  for (const [at, until] of KILLS.entries()) {
    const told = await answering(code, ids, 'ABC'.charAt(at), until)
    expect(told.size).toBeGreaterThanOrEqual(until)
    for (const [memberId, choice] of told) expect(accepted.get(memberId) ?? choice).toBe(choice)
    for (const [memberId, choice] of told) accepted.set(memberId, choice)
  }
  // Nobody's phone gives up: it asks again, and hears what was kept the first time.
  const last = await answering(code, ids, 'D', Number.POSITIVE_INFINITY)
  for (const [memberId, choice] of accepted) expect(last.get(memberId)).toBe(choice)
  const rows = await ws.ctx.db.rows<{ memberId: number; choice: string }>(sql`
    select member_id as "memberId", choice from activity_answer where workspace_id = ${ws.id} and activity_id = ${id}`)
  expect(rows).toHaveLength(PHONES)
  expect(new Map(rows.map((row) => [row.memberId, row.choice]))).toEqual(last)
})
