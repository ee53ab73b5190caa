import type { TestWorkspace } from '@grove/testkit'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { wecomWorld } from '../fixture/wecom-world.ts'

let world: Awaited<ReturnType<typeof wecomWorld>>
let ws: TestWorkspace
let head: Record<string, string>

beforeAll(async () => {
  world = await wecomWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  ws = await world.t.workspace()
  head = await ws.session('head')
})

async function call(method: string, path: string, body: object | undefined, headers = head) {
  const answer = await world.t.http.request(path, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) })
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
}
const save = async (change: Readonly<Record<string, string>> = {}) => {
  const settings = { ...world.platform.settings, ...change }
  const saved = await call('POST', '/api/channel-accounts', { kind: 'wecom', name: '露营工厂', settings, off: false })
  return Number(saved.body['id'])
}
async function check(id: number) {
  const { body } = await call('POST', `/api/channel-accounts/${id}/check`, {})
  const checks = body['checks'] as { nameKey: string; noteKey: string | null; said: string | null }[]
  return {
    state: body['state'],
    wrong: checks.filter((one) => one.noteKey).map((one) => one.noteKey?.replace('channel.wecom.fault.', '')),
    checks,
  }
}

describe('the doctor of an account', () => {
  it('is for those who manage channels, and asks for what is required', async () => {
    const id = await save()
    expect((await call('POST', `/api/channel-accounts/${id}/check`, {}, await ws.session('operator'))).status).toBe(403)
    const missing = await call('POST', '/api/channel-accounts', { kind: 'wecom', name: 'x', settings: { corp_id: 'ww1' }, off: false })
    expect(missing.body).toMatchObject({ code: 'channel.setting_missing', data: { key: 'agent_id' } })
  })

  it('finds nothing wrong with a good account, but that nobody called yet', async () => {
    const id = await save()
    expect(await check(id)).toMatchObject({ state: 'degraded', wrong: ['no_callback_yet'] })
    await ws.ctx.db.exec(sql`
      insert into wecom_event (workspace_id, account_id, dedupe, kind, body, received_at)
      values (${ws.id}, ${id}, 'x', 'text', '<xml></xml>', ${ws.ctx.clock.now()})`)
    const { state, wrong, checks } = await check(id)
    expect([state, wrong, checks.length]).toEqual(['ok', [], 7])
  })

  it('says what to mend, thing by thing, without a secret in it', async () => {
    const settings = { ...world.platform.settings, callback_aes_key: 'short' }
    const refused = await call('POST', '/api/channel-accounts', { kind: 'wecom', name: 'x', settings, off: false })
    expect(refused.body).toMatchObject({ code: 'channel.setting_wrong', data: { key: 'callback_aes_key' } })
    // One that was saved before the form asked for 43 letters.
    const old = await save()
    await ws.ctx.db.exec(sql`
      update channel_account set settings = settings || '{"callback_aes_key": "short"}' where workspace_id = ${ws.id} and id = ${old}`)
    expect(await check(old)).toMatchObject({ wrong: ['bad_callback_key', 'no_callback_yet'] })
    const wrong = await check(await save({ secret: 'wrong-s3cret' }))
    expect(wrong).toMatchObject({ state: 'down', wrong: ['bad_credentials'] })
    expect(JSON.stringify(wrong)).not.toContain('wrong-s3cret')
    expect(await check(await save({ api_url: 'http://127.0.0.1:9' }))).toMatchObject({ state: 'down', wrong: ['not_reachable'] })
    expect(await check(await save({ agent_id: '1000099' }))).toMatchObject({ state: 'degraded', wrong: ['wrong_agent', 'no_callback_yet'] })
    // Without the right to have customers, the credentials are still fine, and say nothing.
    world.platform.fault('/cgi-bin/externalcontact/get_follow_user_list', { errcode: 48002 }, { errcode: 48002 })
    expect((await check(await save())).checks.find((one) => one.nameKey.endsWith('.credentials'))).toMatchObject({ ok: true, said: null })
    for (const [errcode, finding] of [
      [60020, 'untrusted_ip'],
      [48002, 'no_customer_right'],
      [50003, 'app_disabled'],
    ] as const) {
      world.platform.fault('/cgi-bin/externalcontact/get_follow_user_list', { errcode }, { errcode })
      expect((await check(await save())).wrong[0]).toBe(finding)
    }
  })

  it('shows where the platform has to call, and no secret', async () => {
    const id = await save()
    const { body } = await call('GET', '/api/channels', undefined)
    const text = JSON.stringify(body)
    expect(text).toContain(`/in/wecom/${ws.id}/${id}`)
    expect([text.includes('right'), text.includes('QDG6eK')]).toEqual([false, false])
  })
})
