import { open, readFile, stat } from 'node:fs/promises'
import { extname, resolve, sep } from 'node:path'
import { Readable } from 'node:stream'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

export interface PageFolders {
  /** Folder of the operators' built pages: everything that is not /m or /api. */
  readonly console: string
  /** Folder of the members' built pages: /m/… */
  readonly h5: string
}

const KINDS: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
}
const PACKED = new Set(['.html', '.js', '.css', '.json', '.svg', '.txt', '.webmanifest'])
const KEPT_BYTES = 24 * 1024 * 1024

/** Serves both built applications; unknown paths without an extension answer the application's page, which routes by itself. */
export function createPages(folders: PageFolders): (request: Request) => Promise<Response> {
  const pack = createPacker()
  return async (request) => {
    const path = safePath(new URL(request.url).pathname)
    if (path === undefined) return missing()
    const h5 = path === '/m' || path.startsWith('/m/')
    const folder = resolve(h5 ? folders.h5 : folders.console)
    const inside = h5 ? path.slice(2) : path
    const file = resolve(folder, `.${inside}`)
    if (file !== folder && !file.startsWith(folder + sep)) return missing()
    const found = file === folder ? undefined : await fileAt(file)
    if (found) return answer(request, file, found, /\/assets\//.test(path), pack)
    // A dot alone makes no file: invitation links and the like carry one.
    if (extname(inside) in KINDS || extname(inside) === '.map' || inside.startsWith('/assets/')) return missing()
    const index = resolve(folder, 'index.html')
    const page = await fileAt(index)
    return page ? answer(request, index, page, false, pack) : notBuilt()
  }
}

function safePath(path: string): string | undefined {
  try {
    const decoded = decodeURIComponent(path)
    return decoded.includes('\0') || decoded.includes('\\') ? undefined : decoded
  } catch {
    return undefined
  }
}

interface FoundFile {
  readonly size: number
  readonly version: string
}

async function fileAt(file: string): Promise<FoundFile | undefined> {
  try {
    const found = await stat(file)
    return found.isFile() ? { size: found.size, version: `"${found.size.toString(36)}-${found.mtimeMs.toString(36)}"` } : undefined
  } catch {
    return undefined
  }
}

async function answer(request: Request, file: string, found: FoundFile, hashed: boolean, pack: Packer): Promise<Response> {
  const kind = extname(file)
  const headers: Record<string, string> = {
    'content-type': KINDS[kind] ?? 'application/octet-stream',
    'cache-control': hashed ? 'public, max-age=31536000, immutable' : 'no-cache',
    etag: found.version,
    vary: 'accept-encoding',
  }
  if (request.headers.get('if-none-match') === found.version) return new Response(null, { status: 304, headers })
  if (request.method === 'HEAD') return new Response(null, { headers })
  const accepted = request.headers.get('accept-encoding') ?? ''
  const encoding = /\bbr\b/.test(accepted) ? 'br' : /\bgzip\b/.test(accepted) ? 'gzip' : undefined
  if (!encoding || !PACKED.has(kind) || found.size < 1024) {
    const handle = await open(file)
    return new Response(Readable.toWeb(handle.createReadStream()) as ReadableStream<Uint8Array>, {
      headers: { ...headers, 'content-length': String(found.size) },
    })
  }
  const body = await pack(file, found.version, encoding)
  return new Response(body, { headers: { ...headers, 'content-encoding': encoding } })
}

type Packer = ReturnType<typeof createPacker>

/** Compresses a file once and keeps the result; the files are few, the memory is bounded. */
function createPacker() {
  const kept = new Map<string, { version: string; bytes: Promise<Uint8Array<ArrayBuffer>> }>()
  let total = 0
  return async (file: string, version: string, encoding: 'br' | 'gzip'): Promise<Uint8Array<ArrayBuffer>> => {
    const name = `${encoding}:${file}`
    const known = kept.get(name)
    if (known?.version === version) return known.bytes
    const bytes = packFile(file, encoding)
    if (total < KEPT_BYTES) kept.set(name, { version, bytes })
    try {
      const done = await bytes
      total += done.byteLength
      return done
    } catch (error) {
      kept.delete(name)
      throw error
    }
  }
}

async function packFile(file: string, encoding: 'br' | 'gzip'): Promise<Uint8Array<ArrayBuffer>> {
  const plain = await readFile(file)
  const packed =
    encoding === 'br'
      ? await promisify(brotliCompress)(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } })
      : await promisify(gzip)(plain)
  return new Uint8Array(packed)
}

const missing = () => new Response('not found', { status: 404, headers: { 'content-type': 'text/plain' } })
const notBuilt = () =>
  new Response('页面还没有构建，请运行 npm run build。 The pages are not built yet: run `npm run build`.', {
    status: 503,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
  })
