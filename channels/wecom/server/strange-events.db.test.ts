import type { TestWorkspace } from '@grove/testkit'
import { callbackKey, sealEnvelope } from '@grove/wecom-api/callback'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { inboxOf } from '../fixture/inbox.ts'
import { connect, wecomWorld } from '../fixture/wecom-world.ts'
import { wecomDoor } from './ingress.ts'

// Sealed with the right key, and strange inside: none of it may stand in the way of anybody else's event, and none of it is lost.
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

let nonces = 0
function post(message: string) {
  const { callback_token: token, callback_aes_key: encodingAesKey, corp_id: receiveId } = world.platform.settings
  const timestamp = String(Math.floor(world.t.clock.now().getTime() / 1000))
  const { signature, nonce, encrypt } = sealEnvelope(callbackKey({ token, encodingAesKey, receiveId }), message, {
    timestamp,
    nonce: `s${++nonces}`,
  })
  return wecomDoor.answer(world.t.system, {
    method: 'POST',
    workspaceId: ws.id,
    accountId,
    query: new URLSearchParams({ msg_signature: signature, timestamp, nonce }),
    body: `<xml><Encrypt><![CDATA[${encrypt}]]></Encrypt></xml>`,
  })
}

const event = (fields: Readonly<Record<string, string>>) =>
  `<xml><CreateTime>1700000000</CreateTime><MsgType>event</MsgType>${Object.entries(fields)
    .map(([name, value]) => `<${name}><![CDATA[${value}]]></${name}>`)
    .join('')}</xml>`
const added = (id: string, more: Readonly<Record<string, string>> = {}) =>
  event({ Event: 'change_external_contact', ChangeType: 'add_external_contact', UserID: 'zhangsan', ExternalUserID: id, ...more })
const changed = (id: string) => event({ Event: 'change_external_chat', ChangeType: 'update', ChatId: id })

/** Text no index can hold: it does not compress. */
const long = (length: number) => {
  let state = 7
  return Array.from({ length }, () => String.fromCharCode(33 + (((state = (state * 1103515245 + 12345) % 2147483648) >> 16) % 57))).join('')
}
const inbox = () => inboxOf(ws.ctx, ws.id)

describe('a strange event', () => {
  it('with the letter the database has no place for, anywhere, is kept and harms no neighbour', async () => {
    const answers = await Promise.all([
      post(added('wm1')),
      post(event({ Event: 'a\u0000b', ChangeType: '\u0000' })),
      post(added('wm2\u0000', { WelcomeCode: 'c\u0000', State: '\u0000', UserID: '\u0000' })),
      post(added('wm3', { WelcomeCode: `fine${ws.id}` })),
    ])
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    await world.t.drain()
    expect(await inbox()).toHaveLength(4)
    expect((await inbox()).filter(({ state }) => state === 'new')).toEqual([])
  })

  it('with ids longer than any id is kept as unrecognised, and what came with it is worked off', async () => {
    const answers = await Promise.all([
      post(added('wm1')),
      post(added(long(9000))),
      post(changed(long(9000))),
      post(added('wm4', { WelcomeCode: long(9000) })),
      post(event({ Event: long(9000) })),
    ])
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
    await world.t.drain()
    const states = (await inbox()).map(({ state }) => state)
    expect(states.filter((state) => state === 'unrecognised')).toHaveLength(3)
    expect(states.filter((state) => state === 'done')).toHaveLength(2)
    expect(await ws.ctx.db.rows(sql`select code from wecom_welcome where workspace_id = ${ws.id}`)).toEqual([])
  })

  it('made of XML bombs is kept as unrecognised: entities, depth, attributes, a document type', async () => {
    const bombs = [
      '<!DOCTYPE xml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><xml><Event>&b;</Event></xml>',
      '<!DOCTYPE xml SYSTEM "file:///etc/passwd"><xml><Event>x</Event></xml>',
      `<xml>${'<a>'.repeat(50_000)}${'</a>'.repeat(50_000)}</xml>`,
      `<xml ${Array.from({ length: 20_000 }, (_, at) => `a${at}="1"`).join(' ')}><Event>x</Event></xml>`,
      `<xml>${'<a/>'.repeat(100_000)}</xml>`,
      `<xml><Event>${'&amp'.repeat(100_000)}</Event></xml>`,
    ]
    const answers = await Promise.all([...bombs.map(post), post(added('wm1'))])
    expect(answers.map(({ status }) => status)).toEqual([...bombs.map(() => 200), 200])
    await world.t.drain()
    expect((await inbox()).map(({ state }) => state).sort()).toEqual(['done', ...bombs.map(() => 'unrecognised')])
  })
})
