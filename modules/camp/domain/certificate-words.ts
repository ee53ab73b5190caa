export interface CertificateFacts {
  readonly name: string
  readonly camp: string
  readonly edition: string
  readonly days: number
  readonly checkIns: number
  readonly date: string
  readonly number: string
}

/** The text of a certificate with its variables filled in; one that is not known stays as it was written. */
export function certificateText(text: string, facts: CertificateFacts): string {
  const values: Readonly<Record<string, string>> = {
    name: facts.name,
    camp: facts.camp,
    edition: facts.edition,
    days: String(facts.days),
    checkIns: String(facts.checkIns),
    date: facts.date,
    number: facts.number,
  }
  return text.replace(/\{(\w+)\}/g, (whole, key: string) => values[key] ?? whole)
}

/** ABCD2345 → ABCD-2345, and back from however somebody typed it. */
export const shownNumber = (code: string): string => `${code.slice(0, 4)}-${code.slice(4)}`
export const typedNumber = (text: string): string => text.toUpperCase().replace(/[^A-Z0-9]/g, '')

/** Latin words stay whole, each Chinese character may end a line, closing marks never begin one. */
export function wrapText(text: string, widthOf: (text: string) => number, most: number): string[] {
  const pieces = text.match(/[A-Za-z0-9'’.%:/-]+|\s|[^\s]/gu) ?? []
  const lines: string[] = []
  let line = ''
  for (const piece of pieces) {
    const clings = /^[\s，。、；：！？）」』”’…,.;:!?)]/u.test(piece)
    if (line !== '' && !clings && widthOf(line + piece) > most) {
      lines.push(line.trim())
      line = piece.trim()
    } else line += piece
  }
  return line.trim() === '' ? lines : [...lines, line.trim()]
}
