import { route } from '@grove/kernel/contract'
import { endpoint } from '@grove/kernel/server'
import { type TestApp, type TestWorkspace, testApp } from '@grove/testkit'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { createApiKey, listApiKeys, revokeApiKey } from './create-api-key.ts'
import { identity } from './index.ts'

/** Writes one row a call and waits at a gate the test opens, so that twins meet inside. */
let gate: Promise<void> = Promise.resolve()
const slow = {
  name: 'slow',
  tier: 1,
  rights: { 'slow.write': ['head'] },
  api: [
    endpoint(
      route({
        method: 'POST',
        path: '/api/slow',
        summary: 'Write',
        access: { right: 'slow.write' },
        input: z.object({ name: z.string() }),
        output: z.object({ rows: z.number() }),
      }),
      (ctx, { name }) =>
        ctx.inTx(async (tx) => {
          await tx.db.exec(sql`
            insert into right_override (workspace_id, role, right_name, granted) values (${tx.workspaceId}, 'viewer', ${name}, true)`)
          await gate
          if (name === 'broken') throw new Error('killed in the middle')
          return tx.db.one<{ rows: number }>(sql`select count(*)::int as rows from right_override where workspace_id = ${tx.workspaceId}`)
        }),
    ),
  ],
} as const

let t: TestApp
let ws: TestWorkspace
beforeAll(async () => {
  t = await testApp({ modules: [identity, slow] })
})
afterAll(() => t.close())
beforeEach(async () => {
  ws = await t.workspace()
  gate = Promise.resolve()
})

const makeKey = async (rights: string[], expiresAt: Date | null = null, of = ws) =>
  createApiKey(await of.as('head'), { name: '对接', rights, expiresAt })
const read = (key: string, path = '/api/workspace') => t.http.request(path, { headers: { authorization: `Bearer ${key}` } })
const write = (key: string, name: string, idempotency?: string) =>
  t.http.request('/api/slow', {
    method: 'POST',
    headers: {
      authorization: `Bearer ${key}`,
      'content-type': 'application/json',
      ...(idempotency ? { 'idempotency-key': idempotency } : {}),
    },
    body: JSON.stringify({ name }),
  })
const codeOf = async (answer: Response) => ((await answer.json()) as { code: string }).code

test('a key is refused rights nobody knows or its maker lacks, a past end, and makers with a part of the workspace', async () => {
  const head = await ws.as('head')
  const operator = await ws.as('operator')
  const refused = (code: string) => expect.objectContaining({ code })
  await expect(createApiKey(head, { name: 'x', rights: ['no.such'], expiresAt: null })).rejects.toEqual(refused('identity.right_unknown'))
  await expect(createApiKey(operator, { name: 'x', rights: ['audit.read'], expiresAt: null })).rejects.toEqual(
    refused('identity.right_not_held'),
  )
  await expect(createApiKey(head, { name: 'x', rights: ['audit.read'], expiresAt: t.clock.now() })).rejects.toEqual(
    refused('identity.expiry_past'),
  )
  const part = await ws.as('head', { scope: { kind: 'own' } })
  await expect(createApiKey(part, { name: 'x', rights: ['audit.read'], expiresAt: null })).rejects.toEqual(refused('kernel.forbidden'))
})

test('a key does what its rights say, in its workspace, and makes no keys', async () => {
  const { key } = await makeKey(['workspace.read', 'apiKey.manage'])
  expect((await read(key)).status).toBe(200)
  expect((await read(key, '/api/audit')).status).toBe(403)
  expect((await read(key, '/api/session')).status).toBe(401)
  const made = await t.http.request('/api/api-keys', {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', 'idempotency-key': 'k' },
    body: JSON.stringify({ name: 'child', rights: ['workspace.read'] }),
  })
  expect(await codeOf(made)).toBe('kernel.forbidden')
  const other = await t.workspace()
  expect((await read(key.replace(ws.publicKey, other.publicKey))).status).toBe(401)
  expect(
    (await t.http.request('/api/workspace', { headers: { authorization: `Bearer ${key}`, 'x-grove-workspace': String(other.id) } })).status,
  ).toBe(200)
  expect(await (await read(key)).json()).toMatchObject({ id: ws.id })
})

test('a key ends with its time or when revoked, at once; only its digest is stored', async () => {
  const { key, id } = await makeKey(['workspace.read'])
  const short = await makeKey(['workspace.read'], new Date(t.clock.now().getTime() + 60_000))
  expect((await read(short.key)).status).toBe(200)
  t.clock.advance({ minutes: 2 })
  expect((await read(short.key)).status).toBe(401)
  const head = await ws.as('head')
  expect((await listApiKeys(head)).items.find((one) => one.id === id)?.lastUsedAt).toBeNull()
  expect((await read(key)).status).toBe(200)
  expect((await listApiKeys(head)).items.find((one) => one.id === id)?.lastUsedAt).toEqual(t.clock.now())
  const text = await t.system.db.rows<{ row: string }>(sql`select k::text as row from api_key k where workspace_id = ${ws.id}`)
  expect(JSON.stringify(text)).not.toContain(key.split('_').slice(2).join('_'))
  await revokeApiKey(head, { id })
  await expect(revokeApiKey(head, { id })).rejects.toMatchObject({ code: 'kernel.not_found' })
  expect((await read(key)).status).toBe(401)
  const verbs = await head.db.rows<{ verb: string; after: unknown }>(sql`
    select verb, after from audit where workspace_id = ${ws.id} and target_id = ${String(id)} order by id`)
  expect(verbs.map((row) => row.verb)).toEqual(['api_key.create', 'api_key.revoke'])
  expect(JSON.stringify(verbs)).not.toContain(key)
})

test('a key of another workspace cannot be revoked', async () => {
  const { id } = await makeKey(['workspace.read'])
  const other = await (await t.workspace()).as('head')
  await expect(revokeApiKey(other, { id })).rejects.toMatchObject({ code: 'kernel.not_found' })
})

test('a write needs an Idempotency-Key, and one key means one content', async () => {
  const { key } = await makeKey(['slow.write'])
  expect(await codeOf(await write(key, 'a'))).toBe('kernel.idempotency_key_required')
  expect(await (await write(key, 'a', 'k1')).json()).toEqual({ rows: 1 })
  expect(await codeOf(await write(key, 'b', 'k1'))).toBe('kernel.idempotency_key_reused')
  const again = await write(key, 'a', 'k1')
  expect([again.headers.get('idempotency-replayed'), await again.json()]).toEqual(['true', { rows: 1 }])
  const second = await makeKey(['slow.write'])
  expect(await (await write(second.key, 'c', 'k1')).json()).toEqual({ rows: 2 })
})

test('ten twins at once are one write with one answer', async () => {
  const { key } = await makeKey(['slow.write'])
  let release: () => void = () => undefined
  gate = new Promise((done) => (release = done))
  const calls = Array.from({ length: 10 }, () => write(key, 'twin', 'same'))
  await t.system.db.one(sql`select 1 as up`)
  release()
  const answers = await Promise.all(calls)
  expect(await Promise.all(answers.map((answer) => answer.json()))).toEqual(answers.map(() => ({ rows: 1 })))
  expect(answers.filter((answer) => answer.headers.get('idempotency-replayed') === null)).toHaveLength(1)
})

test('a write that broke leaves nothing, and its key may be used again', async () => {
  const { key } = await makeKey(['slow.write'])
  expect((await write(key, 'broken', 'k')).status).toBe(500)
  expect(await (await write(key, 'whole', 'k')).json()).toEqual({ rows: 1 })
})

test('browsers may send a key too; answers are forgotten after two days', async () => {
  const headers = { ...(await ws.session('head')), 'idempotency-key': 'form-1' }
  const post = (name: string) => t.http.request('/api/slow', { method: 'POST', headers, body: JSON.stringify({ name }) })
  expect((await post('a')).status).toBe(200)
  expect((await post('a')).headers.get('idempotency-replayed')).toBe('true')
  t.clock.advance({ days: 3 })
  const job = identity.jobs.find((one) => one.name === 'identity.forget-kept-answers')
  await job?.run(ws.ctx, {})
  expect((await post('b')).status).toBe(200)
})

test('audit rows carry the number of the request', async () => {
  const headers = await ws.session('head')
  const answer = await t.http.request('/api/workspace/sends', { method: 'PUT', headers, body: JSON.stringify({ stopped: true }) })
  const row = await ws.ctx.db.one<{ requestId: string }>(sql`
    select request_id as "requestId" from audit where workspace_id = ${ws.id} and verb = 'workspace.stop_sends'`)
  expect(row.requestId).toBe(answer.headers.get('x-request-id'))
})
