import { describe, expect, it } from 'vitest'
import { fakePlatform } from '../fixture/fake-platform.ts'
import { freshMediaId, type KeptMedia, MEDIA_FRESH_MS } from './media-keeper.ts'

const UPLOAD = '/cgi-bin/media/upload'
const need = {
  key: 'picture-1',
  kind: 'image' as const,
  load: async () => ({ name: 'a.png', type: 'image/png', data: new Uint8Array([1, 2, 3]) }),
}

describe('a file that messages carry', () => {
  it('is uploaded once, and again before the platform forgets it', async () => {
    const made = (id: string) => ({ errcode: 0, errmsg: 'ok', type: 'image', media_id: id, created_at: '1380000000' })
    const platform = fakePlatform({ [UPLOAD]: [made('m1'), made('m2')] })
    const kept = new Map<string, KeptMedia>()
    const store = {
      read: async (key: string) => kept.get(key) ?? null,
      write: async (key: string, media: KeptMedia) => void kept.set(key, media),
    }
    const id = () => freshMediaId(platform.client, store, need, platform.now())
    expect([await id(), await id()]).toEqual(['m1', 'm1'])
    platform.advance(MEDIA_FRESH_MS - 1)
    expect(await id()).toBe('m1')
    platform.advance(1)
    expect([await id(), platform.calls(UPLOAD)]).toEqual(['m2', 2])
    expect(platform.seen.at(-1)?.query['type']).toBe('image')
    expect(platform.seen.at(-1)?.body).toBeInstanceOf(FormData)
  })
})
