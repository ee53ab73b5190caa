import { defineErrors } from '@grove/kernel/contract'
import { z } from 'zod'

export const contentErrors = defineErrors('content', {
  not_a_picture: { status: 422 },
  /** A picture of a kind that browsers don't show (HEIC, TIFF, SVG …). */
  format_refused: { status: 422, data: z.object({ format: z.string() }) },
  picture_broken: { status: 422 },
  picture_too_large: { status: 413, data: z.object({ megabytes: z.number() }) },
  too_many_uploads: { status: 429, data: z.object({ retryAfterSeconds: z.number() }) },
  link_expired: { status: 403 },
  not_found: { status: 404 },
})
