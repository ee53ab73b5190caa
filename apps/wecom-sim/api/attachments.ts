import type { Call } from './endpoint.ts'
import { bytesOf, type Fields } from './fields.ts'
import { MEDIA_MS } from './media-life.ts'
import { Refusal } from './refusal.ts'

const kinds = ['image', 'link', 'miniprogram', 'video', 'file'] as const
const limits: Record<string, number> = {
  'link.title': 128,
  'link.picurl': 2048,
  'link.desc': 512,
  'link.url': 2048,
  'miniprogram.title': 64,
}

/** Attachments of a mass or welcome message, looked at one by one. */
export function attachmentsOf(call: Call, most = 9): Record<string, unknown>[] {
  const list = call.body.objects('attachments')
  if (list.length > most) throw new Refusal(41064)
  return list.map((attachment) => {
    const kind = attachment.optional('msgtype')
    if (!kinds.some((known) => known === kind)) throw new Refusal(41065)
    const part = attachment.object(kind)
    if (!part) throw new Refusal(40058)
    return { msgtype: kind, [kind]: checkedPart(call, kind, part) }
  })
}

export function checkedPart(call: Call, kind: string, part: Fields): Record<string, unknown> {
  for (const [name, most] of Object.entries(limits)) {
    const [owner, field] = name.split('.') as [string, string]
    if (owner === kind && bytesOf(part.optional(field)) > most) throw new Refusal(45002)
  }
  switch (kind) {
    case 'image':
      if (part.optional('media_id')) return { media_id: usable(call, part.optional('media_id')) }
      return { pic_url: part.text('pic_url', 41006) }
    case 'link':
      part.text('title')
      part.text('url')
      return part.plain()
    case 'miniprogram':
      part.text('title')
      part.text('appid')
      part.text('page')
      usable(call, part.text('pic_media_id', 41006))
      return part.plain()
    default:
      return { media_id: usable(call, part.text('media_id', 41006)) }
  }
}

/** An id that was uploaded and has not run out. */
export function usable({ world, now }: Call, mediaId: string): string {
  const media = world.media.get(mediaId)
  if (!media || now - media.createdAt > MEDIA_MS) throw new Refusal(40007)
  return mediaId
}

export function textOf(call: Call, mostBytes = 4000): string {
  const content = call.body.object('text')?.optional('content') ?? ''
  if (bytesOf(content) > mostBytes) throw new Refusal(45002)
  return content
}
