import { mkdir, utimes, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { afterAll, describe, expect, it } from 'vitest'
import { quiet, tempFolders } from '../testing/temp-folder.ts'
import { type Place, placeIn } from './place.ts'
import { refuseElsewhere } from './presence.ts'

const folders = tempFolders()
afterAll(() => folders.clear())

async function folderOf(host: string): Promise<Place> {
  const place = placeIn(await folders.make())
  await mkdir(place.root)
  await writeFile(place.presence, host)
  return place
}

describe('a pid file that another machine or container left', () => {
  it('is believed while that one is alive', async () => {
    const place = await folderOf('other-container')
    let second = 0
    const alive = setInterval(() => {
      second++
      utimes(place.presence, second, second).catch(quiet.error)
    }, 5)
    await expect(refuseElsewhere(place, 400)).rejects.toMatchObject({
      code: 'embedded_pg.in_use_elsewhere',
      data: { folder: place.root, host: 'other-container' },
    })
    clearInterval(alive)
  })

  it('is stale when nobody shows up there, and at once when it was this one', async () => {
    await expect(refuseElsewhere(await folderOf('other-container'), 5)).resolves.toBeUndefined()
    await expect(refuseElsewhere(await folderOf(hostname()), 1_000_000)).resolves.toBeUndefined()
  })
})
