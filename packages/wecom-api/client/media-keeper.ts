import { type Endpoint, wecom } from '../endpoints/index.ts'
import type { WecomClient } from './client.ts'

/** A media id and when it was made; it dies three days later. */
export interface KeptMedia {
  readonly mediaId: string
  /** Epoch milliseconds. */
  readonly madeAt: number
}

/** Shared by all processes; `key` names the file and what it is used for. */
export interface MediaStore {
  read(key: string): Promise<KeptMedia | null>
  write(key: string, kept: KeptMedia): Promise<void>
}

export interface MediaFile {
  readonly name: string
  readonly type: string
  readonly data: Uint8Array<ArrayBuffer>
}

/** Replaced half a day before the platform forgets it, so that a message made now can be confirmed tomorrow. */
export const MEDIA_FRESH_MS = 2.5 * 24 * 3600 * 1000

export interface MediaNeed {
  readonly key: string
  readonly kind: 'image' | 'voice' | 'video' | 'file'
  readonly load: () => Promise<MediaFile>
}

/** The id of a file, uploaded when there is none that lives long enough. */
export async function freshMediaId(
  client: WecomClient,
  store: MediaStore,
  need: MediaNeed,
  now: number,
  signal?: AbortSignal,
): Promise<string> {
  const kept = await store.read(need.key)
  if (kept && now - kept.madeAt < MEDIA_FRESH_MS) return kept.mediaId
  // Uploading twice costs a file nobody sees, so a lost answer is simply asked again.
  const upload: Endpoint<typeof wecom.uploadMedia.request, typeof wecom.uploadMedia.reply> = { ...wecom.uploadMedia, effect: 'set' }
  const reply = await client.call(upload, { type: need.kind, media: await need.load() }, signal ? { signal } : {})
  await store.write(need.key, { mediaId: reply.media_id, madeAt: now })
  return reply.media_id
}
