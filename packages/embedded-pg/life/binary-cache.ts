import { randomBytes } from 'node:crypto'
import { chmod, cp, lstat, mkdir, readdir, rename, rm } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { codeOf, embeddedPgErrors, messageOf } from '../errors.ts'
import { prepareBinaries } from './prepare-binaries.ts'

const folderName = (version: string) => `postgresql-${version}-${process.platform}-${process.arch}`

/** Where copies go: the first that can be written. */
export function cacheFolders(): string[] {
  const own = process.getuid?.() === 0 ? [] : [join(homedir(), '.cache/grove')]
  return ['/var/cache/grove', ...own, join(tmpdir(), 'grove-cache')]
}

/** A complete copy made earlier by root or by this user; others could have put anything into a shared folder. */
export async function findInCache(caches: readonly string[], version: string): Promise<string | undefined> {
  const found = await Promise.all(caches.map(async (base) => ((await isTrusted(join(base, folderName(version)))) ? base : undefined)))
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
export async function copyToCache(caches: readonly string[], source: string, version: string, user: string): Promise<string> {
  let reason = ''
  for (const base of caches) {
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
  if (await mkdir(base, { recursive: true })) await chmod(base, 0o755)
  try {
    await cp(source, half, { recursive: true, verbatimSymlinks: true, filter: (path) => !path.endsWith('.a') })
    await prepareBinaries(half)
    await openToAll(half)
    await rename(half, target)
  } catch (error) {
    await rm(half, { recursive: true, force: true })
    // Somebody else was faster.
    if (!(await isTrusted(target))) throw error
  }
  return target
}

/** Modes come along with a copy, and a strict umask at install time closed the original. */
async function openToAll(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name))
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  for (const path of [folder, ...folders]) await chmod(path, 0o755)
  for (const path of files) await chmod(path, ((await lstat(path)).mode | 0o444) & 0o755)
}
