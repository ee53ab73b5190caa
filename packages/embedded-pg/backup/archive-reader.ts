import { createReadStream } from 'node:fs'
import { createGunzip } from 'node:zlib'
import { codeOf, embeddedPgErrors, messageOf } from '../errors.ts'
import { type Entry, padding, readHeader } from './tar.ts'

/** Nothing we write is larger; a damaged header must not make us wait for gigabytes. */
const LARGEST_ENTRY = 256 * 1024 * 1024

/**
 * The files of a .tar.gz one after the other, in flat memory.
 * @throws embedded_pg.file_missing, embedded_pg.not_a_backup, embedded_pg.backup_damaged
 */
export async function* readArchive(file: string): AsyncGenerator<Entry> {
  const source = createReadStream(file)
  const gunzip = createGunzip()
  source.on('error', (error) => gunzip.destroy(error))
  source.pipe(gunzip)
  let entries = 0
  try {
    for await (const entry of entriesOf(take(gunzip))) {
      entries++
      yield entry
    }
  } catch (error) {
    if (codeOf(error) === 'ENOENT') throw embeddedPgErrors.file_missing({ file })
    if (!isReadError(error)) throw error
    if (entries === 0) throw embeddedPgErrors.not_a_backup({ file })
    throw embeddedPgErrors.backup_damaged({ file, reason: messageOf(error) })
  } finally {
    source.destroy()
    gunzip.destroy()
  }
}

class Broken extends Error {}

/** Errors of the consumer pass through the generator too and must keep their own name. */
const isReadError = (error: unknown) => error instanceof Broken || /^(Z_|EISDIR|EIO|EACCES)/.test(codeOf(error))

type Take = (size: number) => Promise<Buffer>

/** Reads exactly so many bytes at a time. */
function take(source: AsyncIterable<Buffer>): Take {
  const chunks = source[Symbol.asyncIterator]()
  let rest: Buffer = Buffer.alloc(0)
  return async (size) => {
    const parts = [rest]
    let have = rest.length
    while (have < size) {
      const next = await chunks.next()
      if (next.done) throw new Broken('it ends too early')
      parts.push(next.value)
      have += next.value.length
    }
    const all = parts.length === 1 ? rest : Buffer.concat(parts)
    rest = all.subarray(size)
    return all.subarray(0, size)
  }
}

async function* entriesOf(take: Take): AsyncGenerator<Entry> {
  for (;;) {
    const header = headerOf(await take(512))
    if (!header) return
    if (!(header.size >= 0 && header.size <= LARGEST_ENTRY)) throw new Broken('a size is impossible')
    const content = await take(header.size)
    await take(padding(header.size))
    yield { name: header.name, content }
  }
}

function headerOf(block: Buffer): ReturnType<typeof readHeader> {
  try {
    return readHeader(block)
  } catch (error) {
    throw new Broken(messageOf(error))
  }
}
