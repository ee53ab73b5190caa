import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  closeSync,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  realpathSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { placeIn } from '../life/place.ts'
import { runAs } from '../life/run-as.ts'

const PAGE = 4096

/** The C compiler of this machine, if it has one and loads libraries before a program: that is what a forgetful disk is made of. */
export function findCompiler(): string | undefined {
  if (process.platform !== 'linux') return undefined
  return ['cc', 'gcc', 'clang'].find((name) => {
    try {
      execFileSync(name, ['--version'], { stdio: 'ignore' })
      return true
    } catch {
      return false
    }
  })
}

export interface ForgetfulDisk {
  /** Environment that makes PostgreSQL write to it. */
  readonly environment: Readonly<Record<string, string>>
  /**
   * After every process was killed: the folder becomes what was synced, plus a random part of what was not
   * (half-written pages, as a disk may leave them). Answers the number of pages that were forgotten.
   */
  powerCut(random: () => number): number
}

/** Puts a disk under the (stopped) server of a folder that forgets what was not synced. See power-cut.c. */
export async function forgetfulDisk(dataDir: string, compiler: string, programs: string): Promise<ForgetfulDisk> {
  const place = placeIn(dataDir)
  const who = await runAs(place)
  const [library, disk, bits] = [join(programs, 'power-cut.so'), join(dataDir, 'disk'), join(dataDir, 'bits')]
  chmodSync(dataDir, 0o755)
  chmodSync(programs, 0o755)
  const source = fileURLToPath(new URL('./power-cut.c', import.meta.url))
  execFileSync(compiler, ['-shared', '-fPIC', '-O2', '-o', library, source, '-ldl'])
  chmodSync(library, 0o755)
  const owner = `${who.uid ?? process.getuid?.()}:${who.gid ?? process.getgid?.()}`
  const copy = (from: string, to: string) => {
    rmSync(to, { recursive: true, force: true })
    execFileSync('cp', ['-a', from, to])
    execFileSync('chown', ['-R', owner, to])
  }
  const forgetAll = () => {
    rmSync(bits, { recursive: true, force: true })
    mkdirSync(bits)
    execFileSync('chown', [owner, bits])
  }
  copy(place.cluster, disk)
  forgetAll()
  // Not enterable for the server's user as a path, so the folder above the cluster opens for passing through.
  chmodSync(place.root, 0o711)
  return {
    environment: { LD_PRELOAD: library, CUT_LIVE: realpathSync(place.cluster), CUT_DISK: realpathSync(disk), CUT_BITS: realpathSync(bits) },
    powerCut: (random) => {
      const touched = new Set(readdirSync(bits))
      const forgotten = tear(place.cluster, disk, bits, random)
      becomes(place.cluster, disk, touched)
      execFileSync('chown', ['-R', owner, place.cluster])
      forgetAll()
      return forgotten
    },
  }
}

/** Makes `live` what `disk` is; only files that were written to (their inodes are in `touched`), came or went can differ. */
function becomes(live: string, disk: string, touched: ReadonlySet<string>): void {
  const [was, is] = [live, disk].map((root) => new Set(readdirSync(root, { recursive: true, encoding: 'utf8' }))) as [
    Set<string>,
    Set<string>,
  ]
  for (const name of was) if (!is.has(name)) rmSync(join(live, name), { recursive: true, force: true })
  for (const name of is) {
    const [from, to] = [join(disk, name), join(live, name)]
    const info = lstatSync(from)
    if (info.isDirectory()) mkdirSync(to, { recursive: true, mode: 0o700 })
    else if (!was.has(name) || touched.has(String(lstatSync(to).ino)) || lstatSync(to).size !== info.size) copyFileSync(from, to)
  }
}

/** Of every unsynced page, some left a part of themselves on the disk. */
function tear(live: string, disk: string, bits: string, random: () => number): number {
  let forgotten = 0
  for (const name of readdirSync(live, { recursive: true, encoding: 'utf8' })) {
    const info = lstatSync(join(live, name))
    const map = join(bits, String(info.ino))
    if (!info.isFile() || !existsSync(map)) continue
    const pages = unsyncedPages(readFileSync(map), Math.ceil(info.size / PAGE))
    forgotten += pages.length
    const torn = pages.filter(() => random() < 0.3)
    if (torn.length) copyParts(join(live, name), join(disk, name), torn, random)
  }
  return forgotten
}

/** Numbers of the pages whose bit is set, of a file with so many pages. */
function unsyncedPages(map: Buffer, count: number): number[] {
  const pages: number[] = []
  for (let page = 0; page < count; page++) {
    if ((map[page >> 3] ?? 0) & (1 << (page & 7))) pages.push(page)
  }
  return pages
}

function copyParts(from: string, to: string, pages: readonly number[], random: () => number): void {
  if (!existsSync(dirname(to)) || statSync(dirname(to)).isFile()) return
  const [source, target] = [openSync(from, 'r'), openSync(to, existsSync(to) ? 'r+' : 'w', 0o600)]
  for (const page of pages) {
    const part = Buffer.alloc(512 * (1 + Math.floor(random() * 8)))
    const have = readSync(source, part, 0, part.length, page * PAGE)
    writeSync(target, part, 0, have, page * PAGE)
  }
  closeSync(source)
  closeSync(target)
}
