import { endpoint, rawEndpoint, type Ctx, type RequestInfo } from '@grove/kernel/server'
import { contentErrors, listPictures, servePicture, staffUploadPicture, uploadPicture } from '../contract/index.ts'
import { pictureOf, publicKey, signatureHolds } from './media-url.ts'
import { mediaBytes, staffMedia } from './store.ts'
import { storePicture } from './store-picture.ts'

async function take(ctx: Ctx, _input: unknown, { request }: RequestInfo): Promise<Response> {
  const row = await storePicture(ctx, { bytes: Buffer.from(await request.arrayBuffer()) })
  return Response.json(pictureOf(ctx, await publicKey(ctx), row))
}

export const pictureEndpoints = [
  rawEndpoint(uploadPicture, take),
  rawEndpoint(staffUploadPicture, take),
  endpoint(listPictures, async (ctx, { cursor, limit }) => {
    const rows = await staffMedia(ctx, cursor ? Number(cursor) : null, limit + 1)
    const key = await publicKey(ctx)
    const shown = rows.slice(0, limit)
    return {
      items: shown.map((row) => pictureOf(ctx, key, row)),
      next: rows.length > limit ? String(shown.at(-1)?.id) : null,
      total: null,
    }
  }),
  rawEndpoint(servePicture, async (ctx, asked) => {
    if (!signatureHolds(ctx, asked)) throw contentErrors.link_expired()
    const found = await mediaBytes(ctx, asked.id, asked.variant)
    if (!found) throw contentErrors.not_found()
    return new Response(new Uint8Array(found.bytes), {
      headers: { 'content-type': 'image/webp', 'cache-control': 'private, max-age=604800, immutable', 'content-disposition': 'inline' },
    })
  }),
]
