import type { Sealer } from '@grove/kernel/server'

type Nullable = string | null | undefined

/**
 * Words of the search under which a phone and an e-mail stand, made of digests. A phone is one word, its last four digits before the whole,
 * so that either is found in one range. What somebody types never looks like one.
 */
export function contactWords(sealer: Sealer, { phone, email }: { readonly phone?: Nullable; readonly email?: Nullable }): string[] {
  const words: string[] = []
  if (phone) words.push(phoneWord(sealer.digest('tail', phone.slice(-4)), sealer.digest('phone', phone)))
  if (email) words.push(emailWord(sealer.digest('email', email)))
  return words
}

export const phoneWord = (tail: string, whole: string) => `=phone:${tail}:${whole}`
export const emailWord = (whole: string) => `=email:${whole}`

/** All phones that end alike; `;` comes after `:`. */
export const tailRange = (tail: string) => ({ from: `=phone:${tail}:`, to: `=phone:${tail};` })
