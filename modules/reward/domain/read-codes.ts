export interface CodeFault {
  readonly line: number
  readonly code: 'double' | 'known' | 'too_long' | 'unreadable'
  readonly value: string
}
export interface CodeLine {
  readonly line: number
  readonly code: string
}

const LONGEST = 80

/** Codes of a pasted or uploaded list, one a line; empty lines are passed over. A comma or a tab ends the code (an export of a shop). */
export function readCodes(text: string): { readonly codes: readonly CodeLine[]; readonly faults: readonly CodeFault[] } {
  const seen = new Set<string>()
  const codes: CodeLine[] = []
  const faults: CodeFault[] = []
  for (const [at, raw] of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .entries()) {
    const code = (raw.split(/[,\t]/)[0] ?? '')
      .trim()
      .replace(/^"(.*)"$/, '$1')
      .trim()
    const line = at + 1
    const fault = (name: CodeFault['code']) => faults.push({ line, code: name, value: code.slice(0, 40) })
    if (code === '') continue
    if (code.length > LONGEST) fault('too_long')
    // A replacement character says that the file was in another encoding; control characters that it is none of text.
    else if (/[\uFFFD\p{Cc}]/u.test(code)) fault('unreadable')
    else if (seen.has(code)) fault('double')
    else {
      seen.add(code)
      codes.push({ line, code })
    }
  }
  return { codes, faults }
}
