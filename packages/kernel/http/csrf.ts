import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { kernelErrors } from '../contract/index.ts'
import { CSRF_COOKIE, SESSION_COOKIE } from './cookies.ts'

/** Compares in a time that does not depend on where two texts differ. */
export function sameText(a: string, b: string): boolean {
  const left = Buffer.from(a)
  const right = Buffer.from(b)
  return left.length === right.length && timingSafeEqual(left, right)
}

/** A token the page reads from its cookie and sends back in a header; bound to the session, so one made for another session is refused. */
export function makeCsrfToken(secret: string, session: string): string {
  const nonce = randomBytes(16).toString('base64url')
  return `${nonce}.${sign(secret, session, nonce)}`
}

export function isCsrfToken(secret: string, session: string, token: string): boolean {
  const [nonce, signature] = token.split('.')
  return nonce !== undefined && signature !== undefined && sameText(signature, sign(secret, session, nonce))
}

function sign(secret: string, session: string, nonce: string): string {
  return createHmac('sha256', secret).update(`csrf\0${session}\0${nonce}`).digest('base64url')
}

/** The double submit: header equals cookie and both were made here for this session. @throws kernel.csrf */
export function requireCsrf(secret: string, cookies: ReadonlyMap<string, string>, header: string | null): void {
  const cookie = cookies.get(CSRF_COOKIE) ?? ''
  const session = cookies.get(SESSION_COOKIE) ?? ''
  if (!header || !sameText(header, cookie) || !isCsrfToken(secret, session, header)) throw kernelErrors.csrf()
}

/**
 * A browser says where a write comes from; another site's is refused even without cookies (it could sign somebody in as somebody else).
 * @throws kernel.csrf
 */
export function requireOwnOrigin(headers: Headers, baseUrl: string): void {
  const site = headers.get('sec-fetch-site')
  const origin = headers.get('origin')
  if (origin === null) {
    if (site === 'cross-site' || site === 'same-site') throw kernelErrors.csrf()
    return
  }
  const own = [new URL(baseUrl).host, headers.get('host')]
  if (!URL.canParse(origin) || !own.includes(new URL(origin).host)) throw kernelErrors.csrf()
}
