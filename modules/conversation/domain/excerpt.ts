interface Told {
  readonly kind: string
  readonly text?: unknown
  readonly title?: unknown
}

/** One line of a stored message for a quote or a list; a picture has no words of its own, so the page puts them (`''`). */
export function excerptOf(body: Told, length = 60): string {
  const source = body.kind === 'text' ? body.text : body.kind === 'link' || body.kind === 'card' ? body.title : ''
  const line = typeof source === 'string' ? source.replace(/\s+/g, ' ').trim() : ''
  const letters = [...line]
  return letters.length > length ? `${letters.slice(0, length - 1).join('')}…` : line
}
