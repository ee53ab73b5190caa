import { randomBytes } from 'node:crypto'
import { chmod, cp, lstat, mkdir, rename, rm } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { codeOf, embeddedPgErrors, messageOf } from '../errors.ts'

const folderName = (version: string) => `postgresql-${version}-${process.platform}-${process.arch}`

function candidates(): string[] {
  const own = process.getuid?.() === 0 ? [] : [join(homedir(), '.cache/grove')]
  return ['/var/cache/grove', ...own, join(tmpdir(), 'grove-cache')]
}

/** A complete copy made earlier by root or by this user; others could have put anything into a shared folder. */
export async function findInCache(version: string): Promise<string | undefined> {
  const found = await Promise.all(candidates().map(async (base) => ((await isTrusted(join(base, folderName(version)))) ? base : undefined)))
  const base = found.find((each) => each !== undefined)
  return base && join(base, folderName(version))
}

async function isTrusted(folder: string): Promise<boolean> {
  const info = await lstat(folder).catch(() => undefined)
  return info !== undefined && info.isDirectory() && [0, process.getuid?.()].includes(info.uid) && (info.mode & 0o022) === 0
}

/**
 * Copies the programs to the first folder that can be written; appears at once, complete, or not at all.
 * @throws embedded_pg.binaries_unreachable when none can
 */
export async function copyToCache(source: string, version: string, user: string): Promise<string> {
  let reason = ''
  for (const base of candidates()) {
    try {
      return await copyInto(base, source, version)
    } catch (error) {
      reason = codeOf(error) || messageOf(error)
    }
  }
  throw embeddedPgErrors.binaries_unreachable({ folder: source, user, reason })
}

async function copyInto(base: string, source: string, version: string): Promise<string> {
  const target = join(base, folderName(version))
  const half = `${target}.${randomBytes(6).toString('hex')}`
  await mkdir(base, { recursive: true })
  try {
    await mkdir(half, { mode: 0o755 })
    await cp(source, half, { recursive: true, verbatimSymlinks: true, filter: (path) => !path.endsWith('.a') })
    await chmod(half, 0o755)
    await rename(half, target)
  } catch (error) {
    await rm(half, { recursive: true, force: true })
    // Somebody else was faster.
    if (!(await isTrusted(target))) throw error
  }
  return target
}
