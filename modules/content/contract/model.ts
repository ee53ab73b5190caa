import { id } from '@grove/kernel/contract'
import { z } from 'zod'

/** Largest upload, in bytes. */
export const MAX_PICTURE_BYTES = 10 * 1024 * 1024
/** Longest side of the stored picture and of its thumbnail, in pixels. */
export const PICTURE_SIDE = 1600
export const THUMB_SIDE = 320

/** A stored picture; addresses are signed and last for at least a week. */
export const picture = z.object({ id, url: z.string(), thumb: z.string(), width: z.number(), height: z.number() })
export type Picture = z.infer<typeof picture>

export const pictureVariant = z.enum(['full', 'thumb'])
export type PictureVariant = z.infer<typeof pictureVariant>
