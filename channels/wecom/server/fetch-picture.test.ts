import { afterEach, describe, expect, it, vi } from 'vitest'
import { fetchPicture } from './fetch-picture.ts'

const account = (api_url = '') => ({ settings: { api_url } })
const asked: string[] = []
function answers(body: BodyInit | null, status = 200): void {
  vi.stubGlobal('fetch', async (url: URL) => {
    asked.push(String(url))
    return new Response(body, { status })
  })
}
afterEach(() => {
  vi.unstubAllGlobals()
  asked.length = 0
})

describe('the picture of a code, fetched from the platform', () => {
  it('refuses what is no address of the web, what is not there, what is too large and what never comes', async () => {
    answers('x', 404)
    for (const address of ['', 'p.qpic.cn/x', 'file:///etc/passwd', 'javascript:alert(1)'])
      await expect(fetchPicture(account(), address)).rejects.toThrow('no address')
    expect(asked).toEqual([])
    await expect(fetchPicture(account(), 'https://p.qpic.cn/x')).rejects.toThrow('HTTP 404')
    answers(new Uint8Array(1024 * 1024 + 1))
    await expect(fetchPicture(account(), 'https://p.qpic.cn/x')).rejects.toThrow('too large')
    vi.stubGlobal('fetch', async () => Promise.reject(new TypeError('fetch failed')))
    await expect(fetchPicture(account(), 'https://p.qpic.cn/x')).rejects.toThrow('did not come')
  })

  it('asks over https, except the server the API is on', async () => {
    answers('picture')
    expect(Buffer.from(await fetchPicture(account(), 'http://p.qpic.cn/wwhead/x/0')).toString()).toBe('picture')
    await fetchPicture(account('http://wecom.intra:8080'), 'http://wecom.intra:8080/wwpic/x/0')
    await fetchPicture(account('http://wecom.intra:8080'), 'http://other.intra:8080/wwpic/x/0')
    expect(asked).toEqual(['https://p.qpic.cn/wwhead/x/0', 'http://wecom.intra:8080/wwpic/x/0', 'https://other.intra:8080/wwpic/x/0'])
  })
})
