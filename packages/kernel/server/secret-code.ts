import { createHmac } from 'node:crypto'
import type { Ctx } from './context.ts'

/** Without letters and digits that are mistaken for each other on a phone. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ'

/**
 * A few codes of eight letters that nobody can guess, always the same for the row `what`: replayable, and as secret as the installation's
 * own secret. The first one that is free is taken.
 */
export function makeCodes(ctx: Ctx, what: string): string[] {
  return Array.from({ length: 5 }, (_, attempt) => {
    const digest = createHmac('sha256', ctx.app.config.secret).update(`${ctx.seed}|${what}|${attempt}`).digest()
    return [...digest.subarray(0, 8)].map((byte) => ALPHABET[byte % ALPHABET.length]).join('')
  })
}
