export type Encoding = 'utf-8' | 'utf-16le' | 'gb18030'

/**
 * Watches the bytes of a file go by and tells its encoding: by its byte order mark, else UTF-8 when every byte fits, else GB18030
 * (what spreadsheets in Chinese write).
 */
export function watchEncoding(): { see(bytes: Uint8Array): void; verdict(): Encoding; soFar(): Encoding } {
  const strict = new TextDecoder('utf-8', { fatal: true })
  let first: Uint8Array | undefined
  let fits = true
  const marked = () => first?.[0] === 0xff && first[1] === 0xfe
  return {
    // While more bytes are to come: a character that the last one cut is no fault.
    soFar: () => (marked() ? 'utf-16le' : fits ? 'utf-8' : 'gb18030'),
    see: (bytes) => {
      first ??= bytes.slice(0, 2)
      if (!fits) return
      try {
        strict.decode(bytes, { stream: true })
      } catch {
        fits = false
      }
    },
    verdict: () => {
      if (marked()) return 'utf-16le'
      if (!fits) return 'gb18030'
      try {
        strict.decode()
        return 'utf-8'
      } catch {
        return 'gb18030'
      }
    },
  }
}

/** Text of the bytes, without a byte order mark; a character cut by a chunk's end is put together again. */
export async function* decode(chunks: AsyncIterable<Uint8Array>, encoding: Encoding): AsyncGenerator<string, void> {
  const decoder = new TextDecoder(encoding)
  for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true })
  yield decoder.decode()
}

/** The separator that the first line has most of, outside quotes. */
export function guessDelimiter(start: string): string {
  const line = start.replace(/"[^"]*"/g, '').split(/\r\n|\n|\r/, 1)[0] ?? ''
  const counted = [',', '\t', ';'].map((delimiter) => ({ delimiter, count: line.split(delimiter).length }))
  return counted.toSorted((a, b) => b.count - a.count)[0]?.delimiter ?? ','
}
