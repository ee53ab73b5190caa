/** 0 → A. */
export const optionLetter = (at: number): string => String.fromCharCode(65 + at)

/** Places of letters typed by a person: `A`, `a、c`, `ＡＣ`; undefined when something else stands there. */
export function lettersOf(text: string): number[] | undefined {
  const plain = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s,;、，；/|]+/g, '')
  if (!/^[A-H]+$/.test(plain)) return undefined
  return [...new Set([...plain].map((letter) => letter.charCodeAt(0) - 65))].toSorted((a, b) => a - b)
}
