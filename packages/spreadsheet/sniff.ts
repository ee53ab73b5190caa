export type FileFormat = 'csv' | 'xlsx' | 'old-excel'

/** What a file is by its first bytes; what is neither workbook is taken for text. */
export function sniff(start: Uint8Array): FileFormat {
  const is = (...bytes: number[]) => bytes.every((byte, at) => start[at] === byte)
  if (is(0x50, 0x4b, 0x03, 0x04)) return 'xlsx'
  return is(0xd0, 0xcf, 0x11, 0xe0) ? 'old-excel' : 'csv'
}
