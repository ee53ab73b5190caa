import sharp from 'sharp'
import { contentErrors, PICTURE_SIDE, THUMB_SIDE } from '../contract/index.ts'

/** A bomb of a few kilobytes may unfold to gigabytes; 50 megapixels is more than any phone's camera. */
const MAX_PIXELS = 50_000_000
const MAX_FRAMES = 60

export interface Encoded {
  readonly data: Buffer
  readonly thumb: Buffer
  readonly width: number
  readonly height: number
}

/** Writes a picture anew as WebP: upright, small enough, without anything the camera added. @throws content.picture_broken */
export async function encodePicture(bytes: Buffer, format: string): Promise<Encoded> {
  const moving = format === 'gif' || format === 'webp'
  const open = (pages: number) => sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error', pages }).autoOrient()
  try {
    const frames = moving ? Math.min((await sharp(bytes, { limitInputPixels: MAX_PIXELS }).metadata()).pages ?? 1, MAX_FRAMES) : 1
    const side = { fit: 'inside', withoutEnlargement: true } as const
    const full = await (frames > 1 ? sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error', pages: frames }) : open(1))
      .resize({ width: PICTURE_SIDE, height: PICTURE_SIDE, ...side })
      .webp({ quality: 82, effort: 3 })
      .toBuffer({ resolveWithObject: true })
    const thumb = await open(1)
      .resize({ width: THUMB_SIDE, height: THUMB_SIDE, ...side })
      .webp({ quality: 70, effort: 3 })
      .toBuffer()
    return { data: full.data, thumb, width: full.info.width, height: full.info.pageHeight ?? full.info.height }
  } catch {
    throw contentErrors.picture_broken()
  }
}
