import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { backupToFile, restoreFromFile } from './index.ts'
import { query } from './testing/databases.ts'
import { serverPid } from './testing/processes.ts'
import { contents, fillSample, sampleSchema } from './testing/sample-schema.ts'
import { quiet, startQuietly, tempFolders } from './testing/temp-folder.ts'

const folders = tempFolders()
afterAll(() => folders.clear())

describe('grove backup and grove restore on the embedded server', () => {
  it('move everything to a new folder, beside the running product and without it', async () => {
    const [old, fresh] = [await folders.make(), await folders.make()]
    const file = join(old, 'backup.tar.gz')
    const product = await startQuietly(old)
    await fillSample(product.url, 10)
    const done = await backupToFile({ dataDir: old, log: quiet }, { to: file })
    expect(done).toMatchObject({ file, tables: 6, rows: 31, megabytes: '0.0' })
    expect(await query(product.url, 'select count(*) from note')).toEqual([['10']])
    expect(await restoreFromFile({ dataDir: fresh, log: quiet }, { from: file, schema: sampleSchema })).toMatchObject({ rows: 31 })
    expect(await serverPid(fresh)).toBeUndefined()
    const moved = await startQuietly(fresh)
    expect(await contents(moved.url)).toEqual(await contents(product.url))
    await Promise.all([moved.stop(), product.stop()])
  })

  it('a refused restore leaves the server stopped and the data as it was', async () => {
    const dataDir = await folders.make()
    const where = { dataDir, log: quiet }
    await expect(restoreFromFile(where, { from: join(dataDir, 'nothing'), schema: sampleSchema })).rejects.toMatchObject({
      code: 'embedded_pg.file_missing',
    })
    expect(await serverPid(dataDir)).toBeUndefined()
  })
})
