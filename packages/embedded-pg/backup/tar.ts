const BLOCK = 512

export interface Entry {
  readonly name: string
  readonly content: Buffer
}

/** One file as a ustar entry, padded to whole blocks. The name has at most 100 bytes. */
export function tarEntry({ name, content }: Entry, modifiedSeconds: number): Buffer {
  const header = Buffer.alloc(BLOCK)
  if (header.write(name, 0, 100) !== Buffer.byteLength(name)) throw new Error(`name too long for an archive: ${name}`)
  const octal = (value: number, at: number, length: number) => header.write(`${value.toString(8).padStart(length - 1, '0')}\0`, at, length)
  octal(0o600, 100, 8)
  octal(0, 108, 8)
  octal(0, 116, 8)
  octal(content.length, 124, 12)
  octal(modifiedSeconds, 136, 12)
  header.write('0', 156)
  header.write('ustar\x0000', 257)
  header.write(`${checksum(header).toString(8).padStart(6, '0')}\0 `, 148)
  return Buffer.concat([header, content, Buffer.alloc(padding(content.length))])
}

export const TAR_END = Buffer.alloc(BLOCK * 2)

/** Name and size told by a header block; undefined for the empty block that ends an archive. */
export function readHeader(block: Buffer): { name: string; size: number } | undefined {
  if (block.every((byte) => byte === 0)) return undefined
  if (Number.parseInt(text(block, 148, 8), 8) !== checksum(block)) throw new Error('a header does not add up')
  return { name: text(block, 0, 100), size: Number.parseInt(text(block, 124, 12), 8) }
}

export const padding = (size: number) => (BLOCK - (size % BLOCK)) % BLOCK

function text(block: Buffer, from: number, length: number): string {
  const field = block.subarray(from, from + length)
  const end = field.indexOf(0)
  return field.subarray(0, end < 0 ? length : end).toString()
}

function checksum(block: Buffer): number {
  let sum = 0
  for (const [at, byte] of block.entries()) sum += at >= 148 && at < 156 ? 32 : byte
  return sum
}
