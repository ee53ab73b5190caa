import { describe, expect, it } from 'vitest'
import { decode, guessDelimiter, watchEncoding } from './text-encoding.ts'

const GBK = Uint8Array.from([0xd0, 0xd5, 0xc3, 0xfb, 0x2c, 0xca, 0xd6, 0xbb, 0xfa])
const pieces = async function* (bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}
const verdictOf = (bytes: Uint8Array, size = 3) => {
  const watch = watchEncoding()
  for (let at = 0; at < bytes.length; at += size) watch.see(bytes.subarray(at, at + size))
  return watch.verdict()
}
const read = async (bytes: Uint8Array, size: number) => {
  let text = ''
  for await (const part of decode(pieces(bytes, size), verdictOf(bytes))) text += part
  return text
}

describe('the text of an uploaded file', () => {
  it('in GBK is told from UTF-8, at any cut', async () => {
    for (const size of [1, 2, 3, 100]) {
      expect(verdictOf(GBK, size)).toBe('gb18030')
      expect(await read(GBK, size)).toBe('姓名,手机')
    }
  })
  it('in UTF-8 is read with and without a byte order mark, at any cut', async () => {
    const plain = new TextEncoder().encode('姓名,手机')
    const marked = new TextEncoder().encode('\u{feff}姓名,手机')
    for (const size of [1, 2, 5]) {
      expect(await read(plain, size)).toBe('姓名,手机')
      expect(await read(marked, size)).toBe('姓名,手机')
    }
    expect(verdictOf(plain.subarray(0, 4))).toBe('gb18030')
  })
  it('in UTF-16 is told by its mark', async () => {
    const bytes = Uint8Array.from(Buffer.from('\u{feff}姓名\t手机', 'utf16le'))
    expect(verdictOf(bytes)).toBe('utf-16le')
    expect(await read(bytes, 3)).toBe('姓名\t手机')
  })
  it('shows its separator in the first line, quotes left out', () => {
    expect(guessDelimiter('姓名;手机;城市\n1,2;3')).toBe(';')
    expect(guessDelimiter('姓名\t手机')).toBe('\t')
    expect(guessDelimiter('"a;b;c;d",手机')).toBe(',')
    expect(guessDelimiter('')).toBe(',')
  })
})
