import { createHash } from 'node:crypto'
import type { Content, ContentPart } from '@grove/channel-kit/contract'
import type { Attachment } from '@grove/wecom-api'

/** A message as the platform takes it; pictures of ours are named and become media ids right before they leave. */
export interface ComposedMessage {
  readonly text: string
  readonly attachments: readonly (Exclude<Attachment, { msgtype: 'image' }> | { readonly msgtype: 'picture'; readonly mediaId: number })[]
}

const MOST_TEXT_BYTES = 4000
const MOST_ATTACHMENTS = 9

const bytesOf = (text: string) => Buffer.byteLength(text)

/** The longest beginning that fits, never half a letter. */
function cut(text: string, bytes: number): string {
  if (bytesOf(text) <= bytes) return text
  let out = ''
  for (const letter of text) {
    if (bytesOf(out) + bytesOf(letter) > bytes - 3) break
    out += letter
  }
  return `${out}…`
}

/** What a touch says, in one text and its attachments. Null: it does not fit the platform, whatever is done. */
export function composeMessage(content: Content): ComposedMessage | null {
  const texts: string[] = []
  const attachments: ComposedMessage['attachments'][number][] = []
  for (const part of content.parts) {
    const words = wordsOf(part)
    if (words) texts.push(words)
    const attachment = attachmentOf(part)
    if (attachment) attachments.push(attachment)
  }
  const text = texts.join('\n\n')
  if (bytesOf(text) > MOST_TEXT_BYTES || attachments.length > MOST_ATTACHMENTS) return null
  return { text, attachments }
}

function wordsOf(part: ContentPart): string | null {
  if (part.kind === 'text') return part.text
  if (part.kind !== 'card') return null
  const options = (part.options ?? []).map(({ key, label, url }) => [`${key}. ${label}`, url].filter(Boolean).join(' '))
  return [`【${part.title}】`, part.text, ...options].filter(Boolean).join('\n')
}

function attachmentOf(part: ContentPart): ComposedMessage['attachments'][number] | null {
  if (part.kind === 'picture') {
    if ('mediaId' in part.picture) return { msgtype: 'picture', mediaId: part.picture.mediaId }
    // The platform carries pictures it was given only; one that lives elsewhere is shown as a link to it.
    return { msgtype: 'link', link: { title: cut(part.alt || part.picture.url, 128), picurl: part.picture.url, url: part.picture.url } }
  }
  if (part.kind !== 'link') return null
  const picture = part.picture && 'url' in part.picture ? { picurl: part.picture.url } : {}
  const description = part.description ? { desc: cut(part.description, 512) } : {}
  return { msgtype: 'link', link: { title: cut(part.title, 128), url: part.url, ...description, ...picture } }
}

export function hashOf(message: ComposedMessage): string {
  return createHash('sha256').update(JSON.stringify(message)).digest('hex').slice(0, 32)
}
