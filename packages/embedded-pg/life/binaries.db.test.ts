import { chmod, cp, lstat, mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { tempFolders } from '../testing/temp-folder.ts'
import { findBinaries } from './binaries.ts'
import { placeIn } from './place.ts'
import { runAs } from './run-as.ts'
import { runProgram } from './run-program.ts'

const folders = tempFolders()
afterAll(() => folders.clear())

const who = await runAs(placeIn('/nowhere'))
const original = (await findBinaries(who)).folder

/** The package as `npm ci --ignore-scripts` leaves it below a folder of its owner only: no links, a strict umask. */
async function bareCopy(): Promise<string> {
  const folder = join(await folders.makeForPrograms(), 'package')
  await cp(original, folder, { recursive: true, verbatimSymlinks: true })
  const library = join(folder, 'native/lib')
  for (const entry of await readdir(library, { withFileTypes: true })) if (entry.isSymbolicLink()) await rm(join(library, entry.name))
  await chmod(join(folder, 'native/bin/postgres'), 0o600)
  await chmod(folder, 0o700)
  return folder
}

it('refuses a folder that is no package for this machine', async () => {
  await expect(findBinaries(who, await folders.makeForPrograms(), [])).rejects.toMatchObject({ code: 'embedded_pg.no_binaries' })
})

it('says so when programs are out of reach and there is no room for a copy', async () => {
  const folder = await bareCopy()
  await rm(join(folder, 'native/bin/postgres'))
  await expect(findBinaries(who, folder, [])).rejects.toMatchObject({
    code: 'embedded_pg.binaries_unreachable',
    data: { folder, user: who.name, reason: expect.any(String) },
  })
})

it('makes the missing links and, for a user who may not enter, a copy that everybody may run', async () => {
  const folder = await bareCopy()
  const cache = join(await folders.makeForPrograms(), 'cache')
  await chmod(join(cache, '..'), 0o755)
  const found = await findBinaries(who, folder, [cache])
  expect(found.folder.startsWith(who.uid === undefined ? folder : cache)).toBe(true)
  expect(await runProgram(found.initdb, ['--version'], who)).toMatchObject({ code: 0 })
  expect((await lstat(join(found.folder, 'native/lib/libicuuc.so.60'))).isSymbolicLink()).toBe(true)
  expect((await findBinaries(who, folder, [cache])).folder).toBe(found.folder)
})

it('does not run a copy that somebody else could have changed', async () => {
  const folder = await bareCopy()
  const cache = join(await folders.makeForPrograms(), 'cache')
  await chmod(join(cache, '..'), 0o755)
  const found = await findBinaries(who, folder, [cache])
  const foreign = join(cache, 'foreign')
  const name = (await readdir(cache).catch(() => [])).at(0) ?? 'none'
  await mkdir(join(foreign, name), { recursive: true })
  await chmod(join(foreign, name), 0o777)
  const again = await findBinaries(who, folder, [foreign, cache])
  expect(again.folder).toBe(found.folder)
})
