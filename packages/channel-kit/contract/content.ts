import { z } from 'zod'

/** Stored picture (`mediaId`, module content) or a public address. */
export const pictureRef = z.union([z.strictObject({ mediaId: z.number().int().positive() }), z.strictObject({ url: z.url() })])

export const textPart = z.strictObject({ kind: z.literal('text'), text: z.string().min(1).max(4000) })

export const picturePart = z.strictObject({ kind: z.literal('picture'), picture: pictureRef, alt: z.string().max(200).optional() })

export const linkPart = z.strictObject({
  kind: z.literal('link'),
  /** May hold {variables}, so it is checked after rendering. */
  url: z.string().min(1).max(2000),
  title: z.string().min(1).max(120),
  description: z.string().max(300).optional(),
  picture: pictureRef.optional(),
})

/** A framed message with options to pick by letter: questions, votes, calls to act. */
export const cardPart = z.strictObject({
  kind: z.literal('card'),
  title: z.string().min(1).max(120),
  text: z.string().max(1000).optional(),
  options: z
    .array(z.strictObject({ key: z.string().min(1).max(8), label: z.string().min(1).max(60), url: z.string().max(2000).optional() }))
    .max(8)
    .optional(),
  /** For pages that show the card live (what it is about, how far it is); channels pass it on or leave it out. */
  facts: z.record(z.string().max(40), z.union([z.string().max(60), z.number()])).optional(),
})

export const contentPart = z.discriminatedUnion('kind', [textPart, picturePart, linkPart, cardPart])
export type ContentPart = z.infer<typeof contentPart>

/** What one touch says: parts are delivered in order as one act. */
export const content = z.strictObject({
  parts: z.array(contentPart).min(1).max(9),
  /** Also kept on top of the group, where the channel can. */
  pin: z.boolean().optional(),
  /** Addresses everybody of the group, where the channel can. */
  mentionAll: z.boolean().optional(),
})
export type Content = z.infer<typeof content>
