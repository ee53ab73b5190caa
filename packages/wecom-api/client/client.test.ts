import { describe, expect, it } from 'vitest'
import { wecom } from '../endpoints/index.ts'
import { fakePlatform } from '../fixture/fake-platform.ts'
import { memoryCounter } from './rate-limiter.ts'
import { memoryTokens } from './token-store.ts'

const TOKEN = '/cgi-bin/gettoken'
const LIST = '/cgi-bin/externalcontact/groupchat/list'
const MASS = '/cgi-bin/externalcontact/add_msg_template'
const mass = { chat_type: 'group' as const, sender: 'zhangsan', chat_id_list: ['wr1'], text: { content: '早上好' } }
const failure = (work: Promise<unknown>) =>
  work.then(
    () => 'no failure',
    (error: { kind: string; code: number | null; afterSeconds: number | null }) => [error.kind, error.code, error.afterSeconds],
  )

describe('a call', () => {
  it('is refused before it leaves when it is not what the endpoint takes', async () => {
    const { client, seen } = fakePlatform({})
    expect(await failure(client.call(wecom.groupList, { limit: 5000 }))).toEqual(['bad_request', null, null])
    expect(seen).toEqual([])
  })

  it('says what to mend when the secret is wrong, and names neither secret nor token', async () => {
    const { client } = fakePlatform({ [TOKEN]: [{ errcode: 40001, errmsg: 'invalid credential' }] })
    const error = await client.call(wecom.groupList, { limit: 1 }).catch((thrown: unknown) => thrown as Error)
    expect(error).toMatchObject({ name: 'WecomError', kind: 'configuration', code: 40001 })
    expect(`${String(error)} ${(error as Error).stack ?? ''}`).not.toContain('s3cret')
  })

  it('carries the token in the query, and asks for it once', async () => {
    const { client, seen, calls } = fakePlatform({
      [LIST]: [{ errcode: 0, errmsg: 'ok', group_chat_list: [{ chat_id: 'wr1', status: 0 }] }],
    })
    const [page] = await Promise.all([client.call(wecom.groupList, { limit: 10 }), client.call(wecom.groupList, { limit: 10 })])
    expect(page?.group_chat_list).toEqual([{ chat_id: 'wr1', status: 0 }])
    expect(calls(TOKEN)).toBe(1)
    expect(seen.at(-1)).toEqual({ path: LIST, query: { access_token: 'T1' }, body: { limit: 10 } })
  })

  it('replaces a token that died early once, for all who had it', async () => {
    for (const code of [40014, 42001, 40001]) {
      const dead = { errcode: code, errmsg: 'token' }
      const platform = fakePlatform({ [LIST]: [dead, dead, { errcode: 0, errmsg: 'ok' }] })
      await Promise.all([platform.client.call(wecom.groupList, { limit: 1 }), platform.client.call(wecom.groupList, { limit: 1 })])
      expect([code, platform.calls(TOKEN), platform.calls(LIST)]).toEqual([code, 2, 4])
    }
    const { client, calls } = fakePlatform({ [LIST]: [{ errcode: 40014, errmsg: 'for ever' }] })
    expect(await failure(client.call(wecom.groupList, { limit: 1 }))).toEqual(['retry_later', 40014, null])
    expect(calls(LIST)).toBe(2)
  })

  it('replaces the token before it ends', async () => {
    const { client, calls, advance } = fakePlatform({})
    await client.call(wecom.groupList, { limit: 1 })
    advance(6_800_000)
    await client.call(wecom.groupList, { limit: 1 })
    expect(calls(TOKEN)).toBe(1)
    advance(200_000)
    await client.call(wecom.groupList, { limit: 1 })
    expect(calls(TOKEN)).toBe(2)
  })

  it('shares one token among clients of one store', async () => {
    const tokens = memoryTokens()
    const first = fakePlatform({}, { tokens })
    const second = fakePlatform({}, { tokens })
    await Promise.all([first.client.call(wecom.groupList, { limit: 1 }), second.client.call(wecom.groupList, { limit: 1 })])
    expect(first.calls(TOKEN) + second.calls(TOKEN)).toBe(1)
  })
})

describe('a call that gets no good answer', () => {
  it('is repeated when it only reads', async () => {
    for (const said of [
      { breaks: 'ECONNRESET' },
      { status: 502 },
      { status: 200, text: '<html>' },
      { errcode: -1, errmsg: 'system busy' },
    ]) {
      const { client, calls } = fakePlatform({ [LIST]: [said, { errcode: 0, errmsg: 'ok' }] })
      await client.call(wecom.groupList, { limit: 1 }, { maxWaitMs: 30_000 })
      expect(calls(LIST)).toBe(2)
    }
  })

  it('is in doubt, and not repeated, when it does something each time', async () => {
    for (const said of [
      { breaks: 'ECONNRESET' },
      { status: 502 },
      { status: 200, text: '' },
      { errcode: -1, errmsg: 'busy' },
      { errcode: 0 },
    ]) {
      const { client, calls } = fakePlatform({ [MASS]: [said] })
      expect((await failure(client.call(wecom.addMsgTemplate, mass)))[0]).toBe('unknown_outcome')
      expect(calls(MASS)).toBe(1)
    }
  })

  it('is surely not done when no connection was made', async () => {
    const { client, calls } = fakePlatform({ [MASS]: [{ breaks: 'ECONNREFUSED' }] })
    expect(await failure(client.call(wecom.addMsgTemplate, mass, { maxWaitMs: 0 }))).toEqual(['retry_later', null, 5])
    expect(calls(MASS)).toBe(1)
  })

  it('is in doubt when the caller gave up while it ran, and not done when it never left', async () => {
    const { client } = fakePlatform({ [MASS]: [{ breaks: 'never' }] })
    await client.call(wecom.groupList, { limit: 1 })
    const given = new AbortController()
    const running = failure(client.call(wecom.addMsgTemplate, mass, { signal: given.signal }))
    await Promise.resolve()
    setImmediate(() => given.abort())
    expect((await running)[0]).toBe('unknown_outcome')
    expect((await failure(client.call(wecom.addMsgTemplate, mass, { signal: AbortSignal.abort() })))[0]).toBe('retry_later')
  })

  it('gives up after a few tries', async () => {
    const { client, calls } = fakePlatform({ [LIST]: [{ errcode: -1, errmsg: 'busy' }] })
    expect((await failure(client.call(wecom.groupList, { limit: 1 }, { maxWaitMs: 60_000 })))[0]).toBe('retry_later')
    expect(calls(LIST)).toBe(3)
  })
})

describe('too many calls', () => {
  it('stop the endpoint for the penalty, for every process, and no other endpoint', async () => {
    const counter = memoryCounter()
    const here = fakePlatform({ [LIST]: [{ errcode: 45009, errmsg: 'api freq out of limit' }] }, { counter, portion: 1 })
    const there = fakePlatform({}, { counter, portion: 1 })
    expect(await failure(here.client.call(wecom.groupList, { limit: 1 }))).toEqual(['retry_later', 45009, 60])
    expect(await failure(there.client.call(wecom.groupList, { limit: 1 }))).toEqual(['retry_later', null, 60])
    expect(there.calls(LIST)).toBe(0)
    await there.client.call(wecom.corpTagList, {})
    await there.client.call(wecom.groupList, { limit: 1 }, { maxWaitMs: 61_000 })
    expect([there.calls(LIST), there.sleeps]).toEqual([1, [60_000]])
  })

  it('at once wait a moment and try again', async () => {
    const { client, calls } = fakePlatform({
      [LIST]: [
        { errcode: 45033, errmsg: 'concurrent' },
        { errcode: 0, errmsg: 'ok' },
      ],
    })
    await client.call(wecom.groupList, { limit: 1 })
    expect(calls(LIST)).toBe(2)
  })

  it('are held back by the limits before the platform has to', async () => {
    const platform = fakePlatform({}, { counter: memoryCounter({ minute: 5, hour: 8 }), portion: 2 })
    const call = () => platform.client.call(wecom.groupList, { limit: 1 }, { maxWaitMs: 0 })
    for (let i = 0; i < 5; i++) await call()
    expect(await failure(call())).toEqual(['retry_later', null, 30])
    platform.advance(30_000)
    for (let i = 0; i < 3; i++) await call()
    expect(await failure(call())).toEqual(['retry_later', null, 59 * 60])
    expect(platform.calls(LIST)).toBe(8)
  })

  it('are at most so many at once', async () => {
    let running = 0
    let most = 0
    const { client } = fakePlatform(
      {},
      {
        concurrency: 3,
        fetch: async () => {
          running += 1
          most = Math.max(most, running)
          await new Promise((resolve) => setImmediate(resolve))
          running -= 1
          return new Response('{"errcode":0,"errmsg":"ok","access_token":"T","expires_in":7200}')
        },
      },
    )
    await Promise.all(Array.from({ length: 20 }, () => client.call(wecom.groupList, { limit: 1 })))
    expect(most).toBe(3)
  })
})

describe('a list in pages', () => {
  it('goes on over an empty page, ends with the cursor, and says when it runs in circles', async () => {
    const page = (ids: string[], next: string) => ({
      errcode: 0,
      errmsg: 'ok',
      group_chat_list: ids.map((chat_id) => ({ chat_id, status: 0 })),
      next_cursor: next,
    })
    const { client, seen } = fakePlatform({ [LIST]: [page(['a'], '1'), page([], '2'), page(['b'], '')] })
    const ids: string[] = []
    for await (const { group_chat_list } of client.pages(wecom.groupList, { limit: 1 }))
      ids.push(...group_chat_list.map(({ chat_id }) => chat_id))
    expect(ids).toEqual(['a', 'b'])
    expect(seen.slice(1).map(({ body }) => body)).toEqual([{ limit: 1 }, { limit: 1, cursor: '1' }, { limit: 1, cursor: '2' }])
    const round = fakePlatform({ [LIST]: [page(['a'], 'x'), page(['b'], 'y'), page(['c'], 'x')] })
    let pages = 0
    const read = async () => {
      for await (const _page of round.client.pages(wecom.groupList, { limit: 1 })) pages += 1
    }
    await expect(read()).rejects.toMatchObject({ message: expect.stringContaining('the same cursor again') })
    expect(pages).toBe(3)
  })
})

describe('tickets for pages', () => {
  it('are asked for once and kept apart by kind', async () => {
    const ticket = (value: string) => ({ errcode: 0, errmsg: 'ok', ticket: value, expires_in: 7200 })
    const { client, calls } = fakePlatform({ '/cgi-bin/get_jsapi_ticket': [ticket('corp')], '/cgi-bin/ticket/get': [ticket('agent')] })
    expect(await Promise.all([client.ticket('config'), client.ticket('config'), client.ticket('agent')])).toEqual(['corp', 'corp', 'agent'])
    expect([calls('/cgi-bin/get_jsapi_ticket'), calls('/cgi-bin/ticket/get')]).toEqual([1, 1])
  })
})
