import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { httpFixture } from './http-fixture.ts'

const folder = mkdtempSync(join(tmpdir(), 'grove-pages-'))
const pages = { console: join(folder, 'console'), h5: join(folder, 'h5') }
for (const [name, root] of Object.entries(pages)) {
  mkdirSync(join(root, 'assets'), { recursive: true })
  writeFileSync(join(root, 'index.html'), `<p>${name}</p>`)
  writeFileSync(join(root, 'assets', 'main-1a2b.js'), `"${name}"`.repeat(500))
}
writeFileSync(join(folder, 'secret.txt'), 'secret')
const { http } = httpFixture([], { pages })

test.each([
  '/../secret.txt',
  '/%2e%2e/secret.txt',
  '/m/%2e%2e/%2e%2e/secret.txt',
  '/..%5csecret.txt',
  '/%00',
  '/%zz',
  '/assets/none.js',
  '/assets/none',
  '/favicon.ico',
])('%s is not found', async (path) => {
  const answer = await http.request(new Request(`http://localhost${path}`))
  expect(answer.status).toBe(404)
  expect(await answer.text()).not.toContain('secret')
})

test('pages route by themselves: /m to the members’ pages, the rest to the console', async () => {
  expect(await (await http.request('/')).text()).toBe('<p>console</p>')
  expect(await (await http.request('/communities/12')).text()).toBe('<p>console</p>')
  expect(await (await http.request('/invite/abc.Zm9v')).text()).toBe('<p>console</p>')
  expect(await (await http.request('/m')).text()).toBe('<p>h5</p>')
  const page = await http.request('/m/abc/join')
  expect(await page.text()).toBe('<p>h5</p>')
  expect(page.headers.get('cache-control')).toBe('no-cache')
  expect(page.headers.getSetCookie()[0]).toContain('grove_csrf=')
})

test('assets are kept for ever, compressed once asked, and answered 304', async () => {
  const plain = await http.request('/m/assets/main-1a2b.js')
  expect(plain.headers.get('cache-control')).toContain('immutable')
  const text = await plain.text()
  expect(text).toContain('"h5"')
  const packed = await http.request('/m/assets/main-1a2b.js', { headers: { 'accept-encoding': 'gzip, br' } })
  expect(packed.headers.get('content-encoding')).toBe('br')
  expect(brotliDecompressSync(Buffer.from(await packed.arrayBuffer())).toString()).toBe(text)
  const gzipped = await http.request('/m/assets/main-1a2b.js', { headers: { 'accept-encoding': 'gzip' } })
  expect(gunzipSync(Buffer.from(await gzipped.arrayBuffer())).toString()).toBe(text)
  const known = await http.request('/m/assets/main-1a2b.js', { headers: { 'if-none-match': plain.headers.get('etag') ?? '' } })
  expect(known.status).toBe(304)
})

test('pages that are not built say so', async () => {
  const bare = httpFixture([], { pages: { console: join(folder, 'none'), h5: join(folder, 'none') } }).http
  const answer = await bare.request('/')
  expect(answer.status).toBe(503)
  expect(await answer.text()).toContain('npm run build')
})
