/** The last question of a room: a card with options that may be answered by its letter alone. */
export interface Ask {
  readonly seq: number
  readonly touch: string
  readonly keys: readonly string[]
}

/** The option a short text picks: `b`, `Ｂ`, `选B`, `B.` all pick B; anything longer picks none. */
export function optionPicked(text: string, keys: readonly string[]): string | null {
  const folded = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s.。,，!！()、]/g, '')
    .replace(/^(我?选|答案?是?)/, '')
  return keys.find((key) => key.normalize('NFKC').toUpperCase() === folded) ?? null
}
