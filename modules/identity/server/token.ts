import { createHash, createHmac, randomBytes, randomInt } from 'node:crypto'

/** 256 random bits, safe in addresses and cookies. */
export const newToken = (): string => randomBytes(32).toString('base64url')

/** What is stored of a token. Tokens are random, so a plain digest cannot be turned back. */
export const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest()

/** A digest under the program's secret, for one purpose only. */
export function signFor(secret: string, purpose: string, text: string): Buffer {
  return createHmac('sha256', secret).update(`${purpose}\0${text}`).digest()
}

const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789'

/** A workspace's name in addresses: ten characters that are not mistaken for each other. */
export function newPublicKey(): string {
  return Array.from({ length: 10 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')
}
