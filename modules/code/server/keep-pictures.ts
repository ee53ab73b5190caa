import { CodeFault } from '@grove/channel-kit/server'
import type { Ctx } from '@grove/kernel/server'
import sharp from 'sharp'
import type { Desk } from './accounts.ts'
import { type MissingPicture, missingPictures, wakeBy, writePictures } from './store.ts'

/** A code is a few hundred dots wide; more than this many are no code. */
const MAX_PIXELS = 4_000_000
const BROKEN_S = 3600

/** Fetches pictures we don't have yet, or not of this address, all at once. Outside any transaction. */
export async function keepPictures(ctx: Ctx, desks: readonly Desk[], ids: readonly number[]): Promise<void> {
  const missing = await missingPictures(ctx, ids)
  if (missing.length === 0) return
  const tried = await Promise.all(missing.map(async (one) => ({ ...one, ...(await pictureOf(ctx, desks, one)) })))
  await writePictures(
    ctx,
    tried.flatMap(({ id, pictureUrl, picture }) => (picture ? [{ id, address: pictureUrl, picture }] : [])),
  )
  await wakeBy(
    ctx,
    tried.flatMap(({ id, againAt }) => (againAt ? [{ id, at: againAt }] : [])),
  )
}

/** The picture, or when to try again. */
async function pictureOf(
  ctx: Ctx,
  desks: readonly Desk[],
  { accountId, pictureUrl }: MissingPicture,
): Promise<{ readonly picture?: Buffer; readonly againAt?: Date }> {
  const found = desks.find(({ account }) => account.id === accountId)
  if (!found) return {}
  try {
    return { picture: await asPng(await found.desk.picture(ctx, found.account, pictureUrl)) }
  } catch (error) {
    if (!(error instanceof CodeFault)) throw error
    return { againAt: new Date(ctx.clock.now().getTime() + error.afterSeconds * 1000) }
  }
}

/** Written anew without loss: what is shown and printed is a picture and nothing else. */
async function asPng(bytes: Uint8Array): Promise<Buffer> {
  try {
    return await sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error' }).png({ compressionLevel: 9 }).toBuffer()
  } catch {
    throw new CodeFault('no picture', BROKEN_S)
  }
}
