import { createHash } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { asking } from '../fixture/asking.ts'
import { type Sim, startSim } from '../start-sim.ts'

const PATH = '/m/shop/side/1'
let server: Server
let site: string
const seen: { path: string; headers: Record<string, unknown> }[] = []
beforeAll(async () => {
  server = createServer((request, response) => {
    seen.push({ path: request.url ?? '', headers: request.headers })
    response.setHeader('content-type', request.url === '/data' ? 'application/json' : 'text/html')
    response.end(request.url === '/data' ? '{}' : '<html><head><title>x</title></head></html>')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => new Promise((done) => server.close(done)))

let sim: Sim
let window: string
let chatId: string
beforeEach(async () => {
  await sim?.close()
  sim = await startSim({ seed: 'window', port: 0 })
  sim.admin.hire({ userid: 'zhangsan', name: '张三' })
  ;({ chatId } = sim.employee('zhangsan').createGroup({ name: '露营群' }))
  window = await sim.showPage(site + PATH)
})
afterAll(() => sim.close())

async function open(beside: Record<string, string>): Promise<{ cookie: string; to: string | null }> {
  const answer = await fetch(`${window}/__wecom/open?${new URLSearchParams(beside)}`, { redirect: 'manual' })
  return {
    cookie: answer.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; '),
    to: answer.headers.get('location'),
  }
}

async function invoke(cookie: string, name: string, params: object = {}): Promise<Record<string, unknown>> {
  const answer = await fetch(`${window}/__wecom/invoke`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie },
    body: JSON.stringify({ name, params, url: window + PATH }),
  })
  return (await answer.json()) as Record<string, unknown>
}

async function signed(kind: 'agent' | 'corp') {
  const ask = await asking(sim)
  const { ticket } = kind === 'agent' ? await ask('GET', 'ticket/get', { type: 'agent_config' }) : await ask('GET', 'get_jsapi_ticket')
  const text = `jsapi_ticket=${String(ticket)}&noncestr=n&timestamp=1&url=${window}${PATH}`
  const signature = createHash('sha1').update(text).digest('hex')
  return { corpid: sim.corpId, agentid: String(sim.app.agentId), timestamp: '1', nonceStr: 'n', signature }
}

describe('the window of the client', () => {
  it('opens for nobody who does not work here', async () => {
    const answer = await fetch(`${window}/__wecom/open?userid=nobody`, { redirect: 'manual' })
    expect(answer.status).toBe(404)
    expect(await invoke('', 'getContext')).toEqual({ err_msg: 'invoke:fail' })
  })

  it('puts its bridge before the scripts of a page, and keeps its own cookies to itself', async () => {
    const { cookie, to } = await open({ userid: 'zhangsan', chatId })
    expect(to).toBe(PATH)
    const page = await fetch(window + PATH, { headers: { cookie: `${cookie}; own=1` } })
    expect(await page.text()).toContain('<head><script src="/__wecom/bridge.js"></script><title>')
    expect(seen.at(-1)).toMatchObject({ path: PATH, headers: { cookie: 'own=1' } })
    expect(await (await fetch(`${window}/data`)).text()).toBe('{}')
  })

  it('lets a page do nothing before the app has signed it, nor with the ticket of the corp', async () => {
    const { cookie } = await open({ userid: 'zhangsan', chatId })
    expect(await invoke(cookie, 'getContext')).toEqual({ err_msg: 'getContext:no permission' })
    expect(await invoke(cookie, 'agentConfig', await signed('corp'))).toEqual({ err_msg: 'agentConfig:invalid signature' })
    expect(await invoke(cookie, 'agentConfig', { ...(await signed('agent')), agentid: '1' })).toEqual({
      err_msg: 'agentConfig:invalid signature',
    })
    expect(await invoke(cookie, 'getCurExternalChat')).toEqual({ err_msg: 'getCurExternalChat:no permission' })
  })

  it('says where the page stands, and says its words in the group', async () => {
    const { cookie } = await open({ userid: 'zhangsan', chatId })
    expect(await invoke(cookie, 'agentConfig', await signed('agent'))).toEqual({ err_msg: 'agentConfig:ok' })
    expect(await invoke(cookie, 'getContext')).toEqual({ err_msg: 'getContext:ok', entry: 'group_chat_tools' })
    expect(await invoke(cookie, 'getCurExternalChat')).toEqual({ err_msg: 'getCurExternalChat:ok', chatId })
    expect(await invoke(cookie, 'getCurExternalContact')).toMatchObject({ err_msg: expect.stringContaining('without context') as string })
    expect(await invoke(cookie, 'sendChatMessage', { msgtype: 'text', text: { content: '早上好' } })).toEqual({
      err_msg: 'sendChatMessage:ok',
    })
    expect(sim.platform.world.talks.get(chatId)?.at(-1)).toMatchObject({ from: 'zhangsan', text: '早上好' })
  })

  it('knows who is signed in when the page asks, and leads them back into the window', async () => {
    const { cookie } = await open({ userid: 'zhangsan', chatId })
    const asked = new URLSearchParams({ appid: sim.corpId, agentid: String(sim.app.agentId), redirect_uri: site + PATH, state: 's1' })
    const answer = await fetch(`${sim.url}/connect/oauth2/authorize?${asked}`, { redirect: 'manual', headers: { cookie } })
    const back = new URL(answer.headers.get('location') ?? '')
    expect([back.origin, back.pathname, back.searchParams.get('state')]).toEqual([window, PATH, 's1'])
    const ask = await asking(sim)
    expect(await ask('GET', 'auth/getuserinfo', { code: back.searchParams.get('code') ?? '' })).toMatchObject({ userid: 'zhangsan' })
  })
})
