/** A message cut into pieces: plain text, a placeholder, the number of the surrounding plural, or a plural. */
export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'value'; readonly name: string }
  | { readonly kind: 'count' }
  | { readonly kind: 'plural'; readonly name: string; readonly cases: ReadonlyMap<string, readonly Piece[]> }

/**
 * Reads the part of ICU MessageFormat that the product uses. Braces meant literally are quoted as in ICU: `'{nickname}'`.
 * @throws Error naming the message when a brace is not closed or a plural has no `other`.
 */
export function parseMessage(message: string): readonly Piece[] {
  const reader = { message, at: 0 }
  const pieces = readPieces(reader, false)
  if (reader.at < message.length) throw new Error(`unexpected "}" in message: ${message}`)
  return pieces
}

interface Reader {
  readonly message: string
  at: number
}

function readPieces(reader: Reader, inPlural: boolean): Piece[] {
  const pieces: Piece[] = []
  let text = ''
  const flush = () => {
    if (text !== '') pieces.push({ kind: 'text', text })
    text = ''
  }
  while (reader.at < reader.message.length) {
    const char = reader.message[reader.at]
    if (char === '}') break
    if (char === "'" && /[{}]/.test(reader.message[reader.at + 1] ?? '')) {
      const end = reader.message.indexOf("'", reader.at + 1)
      text += reader.message.slice(reader.at + 1, end < 0 ? undefined : end)
      reader.at = end < 0 ? reader.message.length : end + 1
    } else if (char === '{') {
      flush()
      pieces.push(readPlaceholder(reader))
    } else if (char === '#' && inPlural) {
      flush()
      pieces.push({ kind: 'count' })
      reader.at += 1
    } else {
      text += char
      reader.at += 1
    }
  }
  flush()
  return pieces
}

function readPlaceholder(reader: Reader): Piece {
  reader.at += 1
  const name = readUntil(reader, /[,}]/).trim()
  if (reader.message[reader.at] === '}') {
    reader.at += 1
    return { kind: 'value', name }
  }
  reader.at += 1
  const type = readUntil(reader, /[,}]/).trim()
  if (type !== 'plural') throw new Error(`"${type}" is not understood in message: ${reader.message}`)
  reader.at += 1
  const cases = new Map<string, readonly Piece[]>()
  for (;;) {
    const key = readUntil(reader, /[{}]/).trim()
    if (reader.message[reader.at] === '}') break
    reader.at += 1
    cases.set(key, readPieces(reader, true))
    readUntil(reader, /\}/)
    reader.at += 1
  }
  reader.at += 1
  if (!cases.has('other')) throw new Error(`plural without "other" in message: ${reader.message}`)
  return { kind: 'plural', name, cases }
}

function readUntil(reader: Reader, stop: RegExp): string {
  const from = reader.at
  while (reader.at < reader.message.length && !stop.test(reader.message[reader.at] ?? '')) reader.at += 1
  if (reader.at >= reader.message.length) throw new Error(`brace not closed in message: ${reader.message}`)
  return reader.message.slice(from, reader.at)
}
