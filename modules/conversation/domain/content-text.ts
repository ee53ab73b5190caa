import type { ContentPart } from '@grove/channel-kit/contract'
import type { SendContent } from '../contract/index.ts'

/** The words a person may change before sending: the first text part; null when there is none. */
export function textOf(content: SendContent): string | null {
  const part = content.parts.find((one) => one.kind === 'text')
  return part?.kind === 'text' ? part.text : null
}

/** The same content saying `text` instead; put first when it had no words. */
export function withText(content: SendContent, text: string): SendContent {
  const index = content.parts.findIndex((part) => part.kind === 'text')
  const part: ContentPart = { kind: 'text', text }
  const parts = index < 0 ? [part, ...content.parts] : content.parts.with(index, part)
  return { ...content, parts }
}

/** One line for lists: the words, or what stands in for them. */
export function gistOf(content: SendContent): string {
  const [part] = content.parts
  if (!part) return ''
  if (part.kind === 'text') return part.text
  if (part.kind === 'picture') return part.alt ?? textOf(content) ?? ''
  return part.title
}
