import { z } from 'zod'
import { int, once, reply } from './endpoint.ts'

/** A file of the one field `media`. */
const file = z.strictObject({ name: z.string().min(1).max(200), type: z.string().min(1), data: z.instanceof(Uint8Array) })

/** Lives three days, for all apps of the corp. */
export const uploadMedia = once('/cgi-bin/media/upload', {
  query: ['type'],
  body: 'multipart',
  request: z.strictObject({ type: z.enum(['image', 'voice', 'video', 'file']), media: file }),
  reply: reply({ type: z.string().optional(), media_id: z.string().min(1), created_at: int.optional() }),
})

/** Lives for ever, usable inside messages only. */
export const uploadImage = once('/cgi-bin/media/uploadimg', {
  body: 'multipart',
  request: z.strictObject({ media: file }),
  reply: reply({ url: z.string().min(1) }),
})

/** For moments (1) and the product album (2). */
export const uploadAttachment = once('/cgi-bin/media/upload_attachment', {
  query: ['media_type', 'attachment_type'],
  body: 'multipart',
  request: z.strictObject({ media_type: z.enum(['image', 'video', 'file']), attachment_type: z.literal([1, 2]), media: file }),
  reply: reply({ type: z.string().optional(), media_id: z.string().min(1), created_at: int.optional() }),
})
