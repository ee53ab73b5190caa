import { createHash } from 'node:crypto'
import { emit } from '@grove/event-log'
import type { Actor, Ctx } from '@grove/kernel/server'
import { contentErrors, MAX_PICTURE_BYTES, pictureUploaded } from '../contract/index.ts'
import { acceptedFormats, sniff } from '../domain/sniff.ts'
import { encodePicture } from './encode-picture.ts'
import { findBySha, insertMedia, type MediaRow, uploadsSince } from './store.ts'

const HOUR = 3_600_000
/** More than a person posts, less than a script would. */
const UPLOADS_PER_HOUR = 60

/** Keeps a picture; the same bytes again answer the same picture. @throws content.* */
export async function storePicture(ctx: Ctx, input: { readonly bytes: Buffer }): Promise<MediaRow> {
  const { bytes } = input
  if (bytes.length > MAX_PICTURE_BYTES) throw contentErrors.picture_too_large({ megabytes: MAX_PICTURE_BYTES / 1024 / 1024 })
  const format = sniff(bytes)
  if (!format) throw contentErrors.not_a_picture()
  if (!acceptedFormats.has(format)) throw contentErrors.format_refused({ format: format.toUpperCase() })
  const sha256 = createHash('sha256').update(bytes).digest()
  const uploadedBy = uploader(ctx.actor)
  const known = await findBySha(ctx, sha256, uploadedBy)
  if (known) return known
  if (ctx.actor.kind === 'member' && uploadedBy) {
    const { count } = await uploadsSince(ctx, uploadedBy, new Date(ctx.clock.now().getTime() - HOUR))
    if (count >= UPLOADS_PER_HOUR) throw contentErrors.too_many_uploads({ retryAfterSeconds: HOUR / 1000 })
  }
  // Encoding takes a while, so it comes before the transaction.
  const encoded = await encodePicture(bytes, format)
  return ctx.inTx(async (tx) => {
    const row = await insertMedia(tx, { ...encoded, sha256, uploadedBy })
    if (row)
      await emit(tx, [{ kind: pictureUploaded, data: { mediaId: row.id, bytes: encoded.data.length }, ...whose(tx.actor), counted: false }])
    const kept = row ?? (await findBySha(tx, sha256, uploadedBy))
    if (!kept) throw contentErrors.not_found()
    return kept
  })
}

const whose = (actor: Actor) => (actor.kind === 'member' ? { memberId: actor.memberId } : {})

function uploader(actor: Actor): string | null {
  if (actor.kind === 'member') return `m${actor.memberId}`
  if (actor.kind === 'staff') return `s${actor.staffId}`
  return actor.kind === 'apiKey' ? `k${actor.keyId}` : null
}
