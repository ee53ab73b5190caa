/** A number as people type it, written one way: `1,280`, `１２８０`, `128.50`. Null: it is none. */
export function guessNumber(text: string): string | null {
  const folded = text.normalize('NFKC').replaceAll(/[\s,]/g, '')
  return /^-?\d{1,12}(?:\.\d{1,4})?$/.test(folded) ? String(Number(folded)) : null
}
