import { chmod, lstat, readFile, symlink } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { codeOf } from '../errors.ts'

export const programName = (name: string) => (process.platform === 'win32' ? `${name}.exe` : name)

/** npm with --ignore-scripts leaves out the links between libraries, and some unpackers the executable bits. */
export async function prepareBinaries(folder: string): Promise<void> {
  const text = await readFile(join(folder, 'native/pg-symlinks.json'), 'utf8').catch(() => '[]')
  const links = JSON.parse(text) as { source: string; target: string }[]
  await Promise.all(links.map(({ source, target }) => linkOnce(basename(source), join(folder, target))))
  const programs = ['postgres', 'initdb'].map((name) => join(folder, 'native/bin', programName(name)))
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
