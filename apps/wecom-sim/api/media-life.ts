/** Uploaded files live three days. */
export const MEDIA_MS = 3 * 86_400_000
