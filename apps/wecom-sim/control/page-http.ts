import { readFile } from 'node:fs/promises'
import { extname, join, normalize } from 'node:path'
import { Hono } from 'hono'

const kinds: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
}
const guard = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'"

/** The built page; every address without a file of its own shows it too. */
export function pageHttp(folder: string): Hono {
  const http = new Hono()
  http.get('*', async (wire) => {
    const path = normalize(wire.req.path).replace(/^(?:\.\.[/\\])+/, '')
    const kind = kinds[extname(path)]
    const file = kind ? join(folder, path) : join(folder, 'index.html')
    const bytes = await readFile(file).catch(() => undefined)
    if (!bytes) return wire.notFound()
    return wire.body(new Uint8Array(bytes), 200, { 'content-type': kind ?? kinds['.html'] ?? '', 'content-security-policy': guard })
  })
  return http
}
