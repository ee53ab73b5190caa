import type { PictureSource } from '@grove/channel-kit/server'
import sharp from 'sharp'
import { mediaBytes } from './store.ts'

/** Pictures as platforms outside take them: JPEG, of the size we keep. */
export const pictureSource: PictureSource = {
  load: async (ctx, mediaId) => {
    const found = await mediaBytes(ctx, mediaId, 'full')
    if (!found) return null
    const data = await sharp(found.bytes).flatten({ background: '#ffffff' }).jpeg({ quality: 88 }).toBuffer()
    return { name: `${mediaId}.jpg`, type: 'image/jpeg', data: new Uint8Array(data) }
  },
}
