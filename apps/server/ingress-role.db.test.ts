import { createTestDatabase, type TestDatabase } from '@grove/db/testing'
import { callbackKey, sealEnvelope } from '@grove/wecom-api/callback'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from './clock.ts'
import { readConfig } from './config.ts'
import { createLog } from './log.ts'
import { openServer, type Server } from './open-server.ts'

const keys = { token: 'QDG6eK', encodingAesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C', receiveId: 'ww6a112864f8022910' }
const settings = {
  corp_id: keys.receiveId,
  agent_id: '0',
  secret: 'right',
  callback_token: keys.token,
  callback_aes_key: keys.encodingAesKey,
  api_url: 'http://127.0.0.1:9',
}

let database: TestDatabase
let ingress: Server
let workspaceId: number
let accountId: number
const servers: Server[] = []

async function open(role: string): Promise<Server> {
  const env = { PORT: '0', HOST: '127.0.0.1', DATABASE_URL: database.url, GROVE_LOG: 'silent' }
  const server = await openServer(readConfig(env, [`--role=${role}`]), systemClock, createLog('silent'))
  servers.push(server)
  return server
}

beforeAll(async () => {
  database = await createTestDatabase(process.env['TEST_DATABASE_URL'] ?? '', [])
  ingress = await open('ingress')
  const { db } = ingress.system
  ;({ id: workspaceId } = await db.one<{ id: number }>(sql`
    insert into workspace (public_key, name, zone, locale, created_at) values ('ingress', 'Ingress', 'Asia/Shanghai', 'zh', ${new Date()}) returning id`))
  ;({ id: accountId } = await db.one<{ id: number }>(sql`
    insert into channel_account (workspace_id, kind, name, settings, created_at)
    values (${workspaceId}, 'wecom', 'corp', ${JSON.stringify(settings)}::jsonb, ${new Date()}) returning id`))
})
afterAll(async () => {
  for (const server of servers.reverse()) await server.close()
  await database.drop()
})

const url = () => `http://127.0.0.1:${ingress.port}`
const event = (tag: string) =>
  `<xml><ToUserName><![CDATA[x]]></ToUserName><FromUserName><![CDATA[sys]]></FromUserName><CreateTime>1700000000</CreateTime><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[change_external_tag]]></Event><ChangeType><![CDATA[create]]></ChangeType><Id><![CDATA[${tag}]]></Id><TagType><![CDATA[tag]]></TagType></xml>`

function call(tag: string, given: { token?: string; account?: number; padding?: number } = {}): Promise<Response> {
  const { signature, timestamp, nonce, encrypt } = sealEnvelope(callbackKey({ ...keys, token: given.token ?? keys.token }), event(tag), {
    timestamp: String(Math.floor(Date.now() / 1000)),
    nonce: tag,
  })
  const query = new URLSearchParams({ msg_signature: signature, timestamp, nonce })
  const body = `<xml><ToUserName><![CDATA[x]]></ToUserName><Encrypt><![CDATA[${encrypt}]]></Encrypt>${' '.repeat(given.padding ?? 0)}</xml>`
  return fetch(`${url()}/in/wecom/${workspaceId}/${given.account ?? accountId}?${query}`, { method: 'POST', body })
}

/** Of each event that is kept: whether it still waits. */
const waiting = async () => {
  const rows = await ingress.system.db.rows<{ waiting: boolean }>(sql`
    select exists (select 1 from wecom_waiting w where w.workspace_id = e.workspace_id and w.event_id = e.id) as waiting
    from wecom_event e where e.workspace_id = ${workspaceId} and e.trouble is null order by e.id`)
  return rows.map((row) => row.waiting)
}

describe('a process that only takes callbacks', () => {
  it('answers nothing but the doors, and whether it lives', async () => {
    expect(await (await fetch(`${url()}/healthz`)).json()).toEqual({ ok: true })
    expect(await (await fetch(`${url()}/readyz`)).json()).toEqual({ ok: true })
    for (const path of ['/', '/api/session', '/docs', '/openapi.json', '/m/ingress', '/in/other/1/1'])
      expect([path, (await fetch(url() + path)).status]).toEqual([path, 404])
  })

  it('turns away the wrong key, account, number and size, and keeps nothing of it', async () => {
    expect((await call('et1', { token: 'other' })).status).toBe(403)
    expect((await call('et1', { account: accountId + 1 })).status).toBe(404)
    expect((await fetch(`${url()}/in/wecom/x/${accountId}`, { method: 'POST', body: '' })).status).toBe(404)
    expect((await call('et1', { padding: 1024 * 1024 })).status).toBe(413)
    expect(await waiting()).toEqual([])
  })

  it('answers the question of the admin console with the bare text', async () => {
    const { signature, timestamp, nonce, encrypt } = sealEnvelope(callbackKey(keys), '8412345', {
      timestamp: String(Math.floor(Date.now() / 1000)),
      nonce: 'q',
    })
    const query = new URLSearchParams({ msg_signature: signature, timestamp, nonce, echostr: encrypt })
    expect(await (await fetch(`${url()}/in/wecom/${workspaceId}/${accountId}?${query}`)).text()).toBe('8412345')
  })

  it('stores callbacks, the same one once, and leaves the work to another process', async () => {
    const answers = await Promise.all([call('et1'), call('et2'), call('et2'), call('et3')])
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200, 200])
    expect(await waiting()).toEqual([true, true, true])
    await open('worker')
    await expect.poll(waiting, { timeout: 20_000 }).toEqual([false, false, false])
  })
})
