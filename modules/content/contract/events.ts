import { eventKind, id } from '@grove/kernel/contract'
import { z } from 'zod'

export const pictureUploaded = eventKind('content.picture_uploaded', z.object({ mediaId: id, bytes: z.number() }), {
  zh: '上传图片',
  en: 'Uploaded a picture',
})

export const contentEvents = [pictureUploaded] as const
