/** What a file is by its first bytes; names and declared types lie. Null for anything that is no picture. */
export function sniff(bytes: Uint8Array): string | null {
  const ascii = (from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to))
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'jpeg'
  if (bytes[0] === 0x89 && ascii(1, 4) === 'PNG') return 'png'
  if (ascii(0, 4) === 'GIF8') return 'gif'
  if (ascii(0, 4) === 'RIFF' && ascii(8, 12) === 'WEBP') return 'webp'
  if (ascii(4, 8) === 'ftyp') return brands[ascii(8, 12)] ?? null
  if (ascii(0, 2) === 'BM') return 'bmp'
  if (ascii(0, 4) === 'II*\0' || ascii(0, 4) === 'MM\0*') return 'tiff'
  if (/^(\uFEFF|\s)*<(\?xml|!doctype svg|svg|!--)/i.test(ascii(0, 200)) && /<svg/i.test(ascii(0, 1000))) return 'svg'
  return null
}

const brands: Readonly<Record<string, string>> = { avif: 'avif', avis: 'avif', heic: 'heic', heix: 'heic', mif1: 'heic', msf1: 'heic' }

/** Formats taken in. SVG can carry scripts, HEIC needs a codec that is not free, the rest nobody sends. */
export const acceptedFormats: ReadonlySet<string> = new Set(['jpeg', 'png', 'gif', 'webp', 'avif'])
