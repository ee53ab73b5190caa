import { newHex, newId } from '../world/new-id.ts'
import { seconds } from '../world/platform.ts'
import type { Media } from '../world/world.ts'
import { app, type Call, open } from './endpoint.ts'
import { MEDIA_MS } from './media-life.ts'
import { Refusal } from './refusal.ts'

const MB = 1024 * 1024
const largest: Record<string, number> = { image: 10 * MB, voice: 2 * MB, video: 10 * MB, file: 20 * MB }
/** Bytes of all files kept; beyond it the oldest keep their id and lose their content. */
const KEPT = 128 * MB

function keep(call: Call, type: string, use: Media['use']): Media {
  const { world, upload, now } = call
  const most = largest[type]
  if (most === undefined) throw new Refusal(40058)
  if (!upload || upload.bytes.length <= 5) throw new Refusal(44001)
  if (upload.bytes.length > most) throw new Refusal(45002)
  const media: Media = {
    id: newId(world, 'media', 64),
    type,
    use,
    name: upload.name,
    contentType: upload.contentType,
    bytes: upload.bytes,
    createdAt: now,
  }
  forgetOld(call)
  world.media.set(media.id, media)
  return media
}

function forgetOld({ world, now }: Call): void {
  let held = 0
  for (const media of [...world.media.values()].reverse()) {
    if (now - media.createdAt > MEDIA_MS) world.media.delete(media.id)
    else if ((held += media.bytes.length) > KEPT) media.bytes = new Uint8Array()
  }
}

function get({ world, query, now }: Call) {
  const media = world.media.get(query.text('media_id', 41006))
  if (!media || now - media.createdAt > MEDIA_MS) throw new Refusal(40007)
  return { bytes: media.bytes, contentType: media.contentType, name: media.name }
}

export const mediaEndpoints = [
  app.post('media/upload', (call) => {
    const media = keep(call, call.query.text('type', 40008), 'message')
    return { type: media.type, media_id: media.id, created_at: String(seconds(media.createdAt)) }
  }),
  app.get('media/get', get),
  app.post('media/uploadimg', (call) => {
    if (!call.upload || call.upload.bytes.length <= 5) throw new Refusal(44001)
    if (call.upload.bytes.length > 2 * MB) throw new Refusal(45002)
    return { url: `https://wework.qpic.cn/wwpic/${newHex(call.world, 'picture', 24)}/0` }
  }),
  app.post('media/upload_attachment', (call) => {
    const scene = call.query.whole('attachment_type', undefined, 40058)
    if (scene !== 1 && scene !== 2) throw new Refusal(40058)
    const media = keep(call, call.query.text('media_type', 40008), scene === 1 ? 'moment' : 'album')
    return { type: media.type, media_id: media.id, created_at: seconds(media.createdAt) }
  }),
  open.post('webhook/upload_media', (call) => {
    const robot = call.world.robots.get(call.query.text('key', 93000))
    if (!robot || robot.removed) throw new Refusal(93000)
    const media = keep(call, call.query.text('type', 40008), 'message')
    return { type: media.type, media_id: media.id, created_at: String(seconds(media.createdAt)) }
  }),
]
