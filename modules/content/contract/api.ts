import { idParam, pageInput, pageOf, route } from '@grove/kernel/contract'
import { z } from 'zod'
import { MAX_PICTURE_BYTES, picture, pictureVariant } from './model.ts'

const ws = z.string().min(1).max(40)

/** The body is the file itself. */
export const uploadPicture = route({
  method: 'POST',
  path: '/api/m/:ws/media',
  summary: 'Upload a picture (a member)',
  access: 'member',
  input: z.object({ ws }),
  output: picture,
  maxBytes: MAX_PICTURE_BYTES,
})
export const staffUploadPicture = route({
  method: 'POST',
  path: '/api/media',
  summary: 'Upload a picture (staff)',
  access: { right: 'content.upload' },
  input: z.object({}),
  output: picture,
  maxBytes: MAX_PICTURE_BYTES,
})
export const listPictures = route({
  method: 'GET',
  path: '/api/media',
  summary: 'Pictures uploaded by staff, newest first',
  access: { right: 'content.read' },
  input: pageInput,
  output: pageOf(picture),
})
/** Not called by hand: its address comes signed with the message or record that shows the picture. */
export const servePicture = route({
  method: 'GET',
  path: '/api/m/:ws/media/:id/:variant',
  summary: 'The picture itself, at a signed address',
  access: 'visitor',
  input: z.object({ ws, id: idParam, variant: pictureVariant, e: z.coerce.number().int(), s: z.string().max(64) }),
  output: z.unknown(),
})
