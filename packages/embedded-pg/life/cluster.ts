import { randomBytes } from 'node:crypto'
import { access, chown, constants, mkdir, open, readdir, readFile, rename, rm, stat, statfs, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { codeOf, embeddedPgErrors, messageOf } from '../errors.ts'
import type { Binaries } from './binaries.ts'
import type { Place } from './place.ts'
import type { RunAs } from './run-as.ts'
import { runProgram } from './run-program.ts'
import { startFailure } from './start-failure.ts'

const ROOM_FOR_A_NEW_CLUSTER = 120 * 1024 * 1024
const HALF = 'cluster.new'

/** Makes the database cluster on the first start, checks it afterwards. Call under the start lock. */
export async function ensureCluster(place: Place, who: RunAs, binaries: Binaries): Promise<'made' | 'there'> {
  const found = await readFile(join(place.cluster, 'PG_VERSION'), 'utf8').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return undefined
    throw folderError(place, error)
  })
  if (found === undefined) {
    await initialise(place, who, binaries)
    return 'made'
  }
  if (found.trim() !== binaries.major)
    throw embeddedPgErrors.wrong_version({ folder: place.root, found: found.trim(), needed: binaries.major })
  await takeOver(place, who)
  return 'there'
}

export async function readPassword(place: Place): Promise<string> {
  return readFile(place.password, 'utf8').then(
    (text) => text.trim(),
    (error: unknown) => {
      throw folderError(place, error)
    },
  )
}

/** @throws embedded_pg.folder_unwritable, embedded_pg.folder_foreign */
export async function makeFolder(place: Place): Promise<void> {
  try {
    await mkdir(dirname(place.root), { recursive: true })
    await mkdir(place.root, { recursive: true, mode: 0o700 })
    await access(place.root, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    const owner = await stat(place.root).then(
      (info) => info.uid,
      () => undefined,
    )
    if (codeOf(error) === 'EACCES' && owner !== undefined && owner !== process.getuid?.())
      throw embeddedPgErrors.folder_foreign({ folder: place.root, owner })
    throw folderError(place, error)
  }
}

async function initialise(place: Place, who: RunAs, binaries: Binaries): Promise<void> {
  const disk = await statfs(place.root)
  if (disk.bavail * disk.bsize < ROOM_FOR_A_NEW_CLUSTER) throw embeddedPgErrors.disk_full({ folder: place.root })
  const half = join(place.root, HALF)
  try {
    await rm(half, { recursive: true, force: true })
    await writeFile(place.password, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 })
    await mkdir(half, { mode: 0o700 })
    await Promise.all([place.root, place.password, half].map((path) => own(path, who)))
  } catch (error) {
    throw folderError(place, error)
  }
  const [data, password] = who.byWorkingDirectory ? ['/proc/self/cwd', '/proc/self/cwd/../password'] : [half, place.password]
  const outcome = await runProgram(binaries.initdb, [...INITDB, `--pwfile=${password}`, '-D', data], who, half)
  if (outcome.code !== 0) {
    await rm(half, { recursive: true, force: true })
    throw startFailure(`${outcome.output}\n${outcome.refused ?? ''}`, { folder: place.root, port: 0, user: who.name })
  }
  await rename(join(half, 'postgresql.conf'), join(half, 'initdb.conf'))
  await rename(half, place.cluster)
  await syncFolder(place.root)
}

/**
 * The built-in C.UTF-8 collation orders by code point and knows upper and lower case of all of Unicode. It comes with the server and not from
 * the system, so no system update can corrupt an index; where a list wants pinyin order it says `collate "zh-x-icu"`.
 */
const INITDB = [
  '--username=grove',
  '--auth=scram-sha-256',
  '--encoding=UTF8',
  '--locale=C',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--data-checksums',
  '--no-instructions',
]

/** A folder that came back from a copy belongs to whoever copied it; as root that is put right. */
async function takeOver(place: Place, who: RunAs): Promise<void> {
  const [root, cluster] = await Promise.all([stat(place.root), stat(join(place.cluster, 'PG_VERSION'))])
  const wanted = who.uid ?? process.getuid?.() ?? cluster.uid
  if (cluster.uid === wanted && root.uid === wanted) return
  if (who.uid === undefined) throw embeddedPgErrors.folder_foreign({ folder: place.root, owner: cluster.uid })
  await own(place.root, who)
  const entries = await readdir(place.root, { recursive: true })
  for (const entry of entries) await own(join(place.root, entry), who)
}

async function own(path: string, who: RunAs): Promise<void> {
  if (who.uid !== undefined && who.gid !== undefined) await chown(path, who.uid, who.gid)
}

export async function writeOwned(path: string, text: string, who: RunAs): Promise<void> {
  await writeFile(`${path}.new`, text, { mode: 0o600 })
  await own(`${path}.new`, who)
  await rename(`${path}.new`, path)
}

async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(path, 'r')
  await handle.sync()
  await handle.close()
}

function folderError(place: Place, error: unknown): Error {
  const code = codeOf(error)
  if (code === 'ENOSPC' || code === 'EDQUOT') return embeddedPgErrors.disk_full({ folder: place.root })
  return embeddedPgErrors.folder_unwritable({ folder: place.root, reason: code || messageOf(error) })
}
