/** What a sample says of everybody, rounded to two digits: more would pretend to know. */
export function estimateOf(hits: number, sampled: number, everybody: number): number {
  if (sampled === 0) return 0
  const guess = (hits / sampled) * everybody
  if (guess < 10) return Math.round(guess)
  const digits = 10 ** (Math.floor(Math.log10(guess)) - 1)
  return Math.round(guess / digits) * digits
}
