import type { WorkspaceId } from '@grove/kernel/contract'
import type { TestWorkspace } from '@grove/testkit'
import { callbackKey, sealEnvelope } from '@grove/wecom-api/callback'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { inboxOf } from '../fixture/inbox.ts'
import { connect, wecomWorld } from '../fixture/wecom-world.ts'
import { wecomDoor } from './ingress.ts'
import { syncDesk } from './sync-desk.ts'

let world: Awaited<ReturnType<typeof wecomWorld>>
let ws: TestWorkspace
let accountId: number

beforeAll(async () => {
  world = await wecomWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  ws = await world.t.workspace()
  accountId = await connect(ws.ctx, world.platform.settings)
})

const keyOf = (change: Partial<{ token: string; receiveId: string }> = {}) => {
  const { callback_token: token, callback_aes_key: encodingAesKey, corp_id: receiveId } = world.platform.settings
  return callbackKey({ token, encodingAesKey, receiveId, ...change })
}
const now = () => String(Math.floor(world.t.clock.now().getTime() / 1000))
let nonces = 0

function post(message: string, given: { key?: ReturnType<typeof keyOf>; timestamp?: string; workspaceId?: number; account?: number } = {}) {
  const envelope = sealEnvelope(given.key ?? keyOf(), message, { timestamp: given.timestamp ?? now(), nonce: `n${++nonces}` })
  return wecomDoor.answer(world.t.system, {
    method: 'POST',
    workspaceId: given.workspaceId ?? ws.id,
    accountId: given.account ?? accountId,
    query: new URLSearchParams({ msg_signature: envelope.signature, timestamp: envelope.timestamp, nonce: envelope.nonce }),
    body: `<xml><ToUserName><![CDATA[x]]></ToUserName><Encrypt><![CDATA[${envelope.encrypt}]]></Encrypt></xml>`,
  })
}

const event = (fields: Readonly<Record<string, string>>) =>
  `<xml><ToUserName><![CDATA[x]]></ToUserName><FromUserName><![CDATA[sys]]></FromUserName><CreateTime>1700000000</CreateTime><MsgType><![CDATA[event]]></MsgType>${Object.entries(
    fields,
  )
    .map(([name, value]) => `<${name}><![CDATA[${value}]]></${name}>`)
    .join('')}</xml>`
const added = (id: string, more: Readonly<Record<string, string>> = {}) =>
  event({ Event: 'change_external_contact', ChangeType: 'add_external_contact', UserID: 'zhangsan', ExternalUserID: id, ...more })

const inbox = () => inboxOf(ws.ctx, ws.id)
const account = () => ({ id: accountId, name: '', settings: world.platform.settings })

describe('a callback', () => {
  it('is refused with another token, receiver, account, workspace, or when it is old', async () => {
    const elsewhere = await world.t.workspace()
    expect((await post(added('wm1'), { key: keyOf({ token: 'other' }) })).status).toBe(403)
    expect((await post(added('wm1'), { key: keyOf({ receiveId: 'ww0' }) })).status).toBe(403)
    expect((await post(added('wm1'), { timestamp: String(Number(now()) - 4000) })).status).toBe(403)
    await expect(post(added('wm1'), { account: accountId + 1000 })).rejects.toMatchObject({ code: 'kernel.not_found' })
    await expect(post(added('wm1'), { workspaceId: elsewhere.id as WorkspaceId })).rejects.toMatchObject({ code: 'kernel.not_found' })
    expect(await inbox()).toEqual([])
  })

  it('proves the address with the bare text', async () => {
    const envelope = sealEnvelope(keyOf(), '5795565170827931', { timestamp: now(), nonce: 'n' })
    const query = new URLSearchParams({
      msg_signature: envelope.signature,
      timestamp: envelope.timestamp,
      nonce: 'n',
      echostr: envelope.encrypt,
    })
    const answer = await wecomDoor.answer(world.t.system, { method: 'GET', workspaceId: ws.id, accountId, query, body: '' })
    expect(answer).toEqual({ status: 200, text: '5795565170827931' })
  })

  it('is stored before it is answered, once however often it comes; two of one second are two', async () => {
    const answers = await Promise.all([post(added('wm1')), post(added('wm1')), post(added('wm2'))])
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200])
    await post(added('wm1'))
    expect(await inbox()).toHaveLength(2)
    expect((await inbox())[0]).toEqual({ kind: 'event:change_external_contact:add_external_contact', state: 'new' })
  })

  it('is known by the new keys at once when they were changed', async () => {
    await post(added('wm1'))
    await new Promise((resolve) => setTimeout(resolve, 1100))
    await ws.ctx.db.exec(sql`
      update channel_account set settings = settings || '{"callback_token": "changed"}' where workspace_id = ${ws.id} and id = ${accountId}`)
    expect((await post(added('wm2'), { key: keyOf({ token: 'changed' }) })).status).toBe(200)
  })
})

describe('the inbox', () => {
  it('makes places to look at of events, keeps what nobody understands, and replays it', async () => {
    await post(added('wm1'))
    await post(event({ Event: 'from_the_future', ChangeType: 'x' }))
    await post('not xml at all')
    await post(event({ Event: 'enter_agent' }))
    await world.t.drain()
    expect((await inbox()).map(({ state }) => state)).toEqual(['done', 'unrecognised', 'unrecognised', 'done'])
    expect((await syncDesk.status(ws.ctx, account())).inbox).toMatchObject({ waiting: 0, unrecognised: 2 })
    const strange = await syncDesk.inbox(ws.ctx, account(), { before: null, limit: 10, state: 'unrecognised' })
    expect(strange.map((one) => one.kind)).toEqual(['', 'event:from_the_future:x'])
    expect(
      await syncDesk.replay(
        ws.ctx,
        account(),
        strange.map((one) => one.id),
      ),
    ).toBe(2)
    expect((await syncDesk.status(ws.ctx, account())).inbox).toMatchObject({ waiting: 2 })
    await world.t.drain()
    expect((await syncDesk.status(ws.ctx, account())).inbox).toMatchObject({ waiting: 0, unrecognised: 2 })
  })
})

describe('a new customer', () => {
  const greetings = () =>
    ws.ctx.db.rows<{ state: string }>(sql`select state from wecom_welcome where workspace_id = ${ws.id} order by code`)
  const welcomed = () => world.platform.welcomed.map((body) => body['welcome_code'] as unknown)

  it('is greeted once, however often the event comes', async () => {
    accountId = await connect(ws.ctx, { ...world.platform.settings, welcome: '你好，我是露营小管家' })
    await post(added('wm1', { WelcomeCode: `A${ws.id}` }))
    await post(added('wm1', { WelcomeCode: `A${ws.id}` }))
    await world.t.drain()
    await world.t.drain()
    expect(welcomed().filter((code) => code === `A${ws.id}`)).toHaveLength(1)
    expect(await greetings()).toEqual([{ state: 'sent' }])
  })

  it('is not greeted a second time when the answer is lost, nor after twenty seconds, nor without words', async () => {
    await post(added('wm0', { WelcomeCode: `0${ws.id}` }))
    await world.t.drain()
    accountId = await connect(ws.ctx, { ...world.platform.settings, welcome: '你好' })
    world.platform.fault('/cgi-bin/externalcontact/send_welcome_msg', 'lost')
    await post(added('wm1', { WelcomeCode: `1${ws.id}` }))
    await world.t.drain()
    await post(added('wm2', { WelcomeCode: `2${ws.id}` }))
    world.t.clock.advance({ seconds: 21 })
    await world.t.drain()
    expect(await greetings()).toEqual([{ state: 'refused' }, { state: 'unknown' }, { state: 'late' }])
    expect(welcomed().filter((code) => String(code).endsWith(String(ws.id)))).toEqual([`1${ws.id}`])
  })
})
