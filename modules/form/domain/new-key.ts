/** The next key that is free among `taken`: `q` → q1, q2 … */
export function newKey(letter: string, taken: readonly string[]): string {
  let number = taken.length + 1
  while (taken.includes(`${letter}${number}`)) number++
  return `${letter}${number}`
}
