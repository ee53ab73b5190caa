import { z } from 'zod'

/** Keyset paging of every list: `cursor` is opaque; `limit` rows at most. */
export const pageInput = z.object({
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})

export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({
    items: z.array(item),
    /** Pass as `cursor` for the next page; null at the end. */
    next: z.string().nullable(),
    /** Exact, or an estimate when counting would take long. */
    total: z.object({ count: z.number(), exact: z.boolean() }).nullable(),
  })
}
