import { type Content, pictureRef } from '@grove/channel-kit/contract'
import type { Locale } from '@grove/kernel/contract'
import { text, textIn } from '@grove/playbook-kit/contract'
import { z } from 'zod'

/** What a message says, delivered in this order: text, picture, link, card. */
export const content = z.strictObject({
  text: text.optional(),
  picture: pictureRef.optional(),
  /** Words that stand in for the picture. */
  alt: text.optional(),
  link: z
    .strictObject({ url: z.string().min(1).max(2000), title: text, description: text.optional(), picture: pictureRef.optional() })
    .optional(),
  /** A framed message with options to pick by letter. */
  card: z
    .strictObject({
      title: text,
      text: text.optional(),
      options: z
        .array(z.strictObject({ key: z.string().min(1).max(8), label: text, url: z.string().min(1).max(2000).optional() }))
        .max(8)
        .optional(),
    })
    .optional(),
})
export type PlaybookContent = z.output<typeof content>

/** The parts a channel delivers, in one language; variables stay in. */
export function contentParts(value: PlaybookContent, locale: Locale): Content['parts'] {
  const parts: Content['parts'] = []
  const { link, card } = value
  if (value.text !== undefined) parts.push({ kind: 'text', text: textIn(value.text, locale) })
  if (value.picture) parts.push({ kind: 'picture', picture: value.picture, ...(value.alt && { alt: textIn(value.alt, locale) }) })
  if (link) {
    parts.push({
      kind: 'link',
      url: link.url,
      title: textIn(link.title, locale),
      ...(link.description && { description: textIn(link.description, locale) }),
      ...(link.picture && { picture: link.picture }),
    })
  }
  if (card) {
    const options = card.options?.map((option) => ({
      key: option.key,
      label: textIn(option.label, locale),
      ...(option.url && { url: option.url }),
    }))
    parts.push({
      kind: 'card',
      title: textIn(card.title, locale),
      ...(card.text && { text: textIn(card.text, locale) }),
      ...(options && { options }),
    })
  }
  return parts
}
