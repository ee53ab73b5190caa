import { createWriteStream, existsSync } from 'node:fs'
import { link, open, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { codeOf, embeddedPgErrors } from '../errors.ts'

/**
 * Writes a gzip file that appears under its name only when complete and on the disk, readable by its owner only. Answers its size in bytes.
 * @throws embedded_pg.file_exists, embedded_pg.file_unwritable, embedded_pg.disk_full
 */
export async function writeFileWhole(file: string, blocks: AsyncIterable<Buffer>): Promise<number> {
  if (existsSync(file)) throw embeddedPgErrors.file_exists({ file })
  const half = `${file}.part-${process.pid}`
  try {
    await pipeline(blocks, createGzip({ level: 4 }), createWriteStream(half, { mode: 0o600 }))
    await sync(half)
    // Linking refuses a name that came into being meanwhile, which renaming would not.
    await link(half, file)
    if (process.platform !== 'win32') await sync(dirname(file))
    return (await stat(file)).size
  } catch (error) {
    throw fileError(file, error)
  } finally {
    await rm(half, { force: true }).catch(() => undefined)
  }
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r')
  await handle.sync()
  await handle.close()
}

/** Errors of the source keep their own name. */
function fileError(file: string, error: unknown): unknown {
  const code = codeOf(error)
  if (code === 'ENOSPC' || code === 'EDQUOT') return embeddedPgErrors.disk_full({ folder: dirname(file) })
  if (code === 'EEXIST') return embeddedPgErrors.file_exists({ file })
  if (['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM', 'EROFS', 'EIO'].includes(code))
    return embeddedPgErrors.file_unwritable({ file, reason: code })
  return error
}
