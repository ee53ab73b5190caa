import { GroveError } from '@grove/kernel/contract'
import type { Ctx } from '@grove/kernel/server'
import { identity } from '@grove/identity/server'
import { type TestApp, testApp } from '@grove/testkit'
import sharp from 'sharp'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { content, mediaUrls, storePicture } from './index.ts'
import { signatureHolds } from './media-url.ts'
import { mediaBytes } from './store.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp({ modules: [identity, content] })
})
afterAll(() => t.close())

const photo = (width: number, height: number, colour = '#3a7') => sharp({ create: { width, height, channels: 3, background: colour } })

const refused = async (ctx: Ctx, bytes: Buffer) => {
  const error = await storePicture(ctx, { bytes }).catch((cause: unknown) => cause)
  return error instanceof GroveError ? error.code : error
}

describe('an upload', () => {
  test('is refused when it is no picture, of a refused kind, broken or too large', async () => {
    const { ctx } = await t.workspace()
    expect(await refused(ctx, Buffer.from('hello'))).toBe('content.not_a_picture')
    expect(await refused(ctx, Buffer.from('<svg onload="alert(1)"></svg>'))).toBe('content.format_refused')
    await expect(storePicture(ctx, { bytes: Buffer.from('\0\0\0\x18ftypheic', 'latin1') })).rejects.toMatchObject({
      code: 'content.format_refused',
      data: { format: 'HEIC' },
    })
    const whole = await photo(400, 300).jpeg().toBuffer()
    expect(await refused(ctx, whole.subarray(0, 200))).toBe('content.picture_broken')
    expect(await refused(ctx, Buffer.alloc(10 * 1024 * 1024 + 1))).toBe('content.picture_too_large')
  })

  test('is refused when it would unfold to more pixels than any camera makes', async () => {
    const { ctx } = await t.workspace()
    const bomb = await photo(9000, 9000, '#000').png({ compressionLevel: 9 }).toBuffer()
    expect(bomb.length).toBeLessThan(1024 * 1024)
    expect(await refused(ctx, bomb)).toBe('content.picture_broken')
  })

  test('is shrunk, turned upright and stripped of what the camera wrote', async () => {
    const { ctx } = await t.workspace()
    const bytes = await photo(3000, 1500)
      .withExif({ IFD0: { Make: 'Phone', ImageDescription: 'home address' } })
      .jpeg()
      .toBuffer()
    const turned = await sharp(bytes).keepMetadata().withMetadata({ orientation: 6 }).toBuffer()
    const row = await storePicture(ctx, { bytes: turned })
    expect([row.width, row.height]).toEqual([800, 1600])
    const kept = await mediaBytes(ctx, row.id, 'full')
    const meta = await sharp(kept?.bytes).metadata()
    expect([meta.format, meta.width, meta.height, meta.exif, meta.orientation]).toEqual(['webp', 800, 1600, undefined, undefined])
    const thumb = await sharp((await mediaBytes(ctx, row.id, 'thumb'))?.bytes).metadata()
    expect([thumb.width, thumb.height]).toEqual([160, 320])
  })

  test('of a small moving picture keeps moving', async () => {
    const { ctx } = await t.workspace()
    const frames = await Promise.all(['#f00', '#0f0', '#00f'].map((colour) => photo(40, 30, colour).png().toBuffer()))
    const gif = await sharp(frames, { join: { animated: true } })
      .gif()
      .toBuffer()
    const row = await storePicture(ctx, { bytes: gif })
    expect([row.width, row.height]).toEqual([40, 30])
    expect((await sharp((await mediaBytes(ctx, row.id, 'full'))?.bytes).metadata()).pages).toBe(3)
  })

  test('of the same bytes is one row, also at the same moment', async () => {
    const { ctx } = await t.workspace()
    const bytes = await photo(60, 60, '#123').png().toBuffer()
    const rows = await Promise.all(Array.from({ length: 5 }, () => storePicture(ctx, { bytes })))
    expect(new Set(rows.map((row) => row.id)).size).toBe(1)
    expect(await storePicture(ctx, { bytes })).toEqual(rows[0])
  })

  test('beyond sixty an hour is refused for a member', async () => {
    const ws = await t.workspace()
    const phone = ws.asMember(5)
    await ws.ctx.db.exec(sql`
      insert into media (workspace_id, created_at, width, height, uploaded_by, sha256, thumb, data)
      select ${ws.id}, ${t.clock.now()}, 1, 1, 'm5', decode(lpad(to_hex(n), 64, '0'), 'hex'), '', '' from generate_series(1, 60) n`)
    const bytes = await photo(50, 50).png().toBuffer()
    expect(await refused(phone, bytes)).toBe('content.too_many_uploads')
    expect(await refused(ws.asMember(6), bytes)).toMatchObject({ width: 50 })
    t.clock.advance({ hours: 2 })
    expect(await refused(phone, await photo(51, 51).png().toBuffer())).toMatchObject({ width: 51 })
  })
})

describe('an address', () => {
  const asked = (url: string) => {
    const { pathname, searchParams } = new URL(url, 'http://x')
    const [, , , , , id, variant] = pathname.split('/')
    return { id: Number(id), variant: variant as 'full' | 'thumb', e: Number(searchParams.get('e')), s: searchParams.get('s') ?? '' }
  }

  test('holds for its picture, size and workspace only, and runs out', async () => {
    const [one, two] = [await t.workspace(), await t.workspace()]
    const row = await storePicture(one.ctx, { bytes: await photo(20, 20).png().toBuffer() })
    const shown = (await mediaUrls(one.ctx, [row.id])).get(row.id)
    const good = asked(shown?.url ?? '')
    expect(shown?.url).toContain(`/api/m/${one.publicKey}/media/${row.id}/full`)
    expect(signatureHolds(one.ctx, { ...good, id: row.id + 1 })).toBe(false)
    expect(signatureHolds(one.ctx, { ...good, variant: 'thumb' })).toBe(false)
    expect(signatureHolds(one.ctx, { ...good, e: good.e + 1 })).toBe(false)
    expect(signatureHolds(one.ctx, { ...good, s: '' })).toBe(false)
    expect(signatureHolds(two.ctx, good)).toBe(false)
    expect(signatureHolds(one.ctx, good)).toBe(true)
    t.clock.advance({ days: 15 })
    expect(signatureHolds(one.ctx, good)).toBe(false)
  })

  test('is not given for a picture of another workspace', async () => {
    const [one, two] = [await t.workspace(), await t.workspace()]
    const row = await storePicture(one.ctx, { bytes: await photo(21, 20).png().toBuffer() })
    expect((await mediaUrls(two.ctx, [row.id])).size).toBe(0)
    expect(await mediaBytes(two.ctx, row.id, 'full')).toBeUndefined()
  })
})
