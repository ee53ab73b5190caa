/** Cookies every page of the product shares. Member cookies are named `gm_<public key of the workspace>`. */
export const SESSION_COOKIE = 'grove_session'
export const CSRF_COOKIE = 'grove_csrf'
export const CSRF_HEADER = 'x-grove-csrf'
export const WORKSPACE_HEADER = 'x-grove-workspace'

/** Reads a Cookie header; the first of two cookies with one name wins (the browser sends the more specific path first). */
export function readCookies(header: string | null | undefined): ReadonlyMap<string, string> {
  const out = new Map<string, string>()
  for (const part of (header ?? '').split(';')) {
    const at = part.indexOf('=')
    if (at < 1) continue
    const name = part.slice(0, at).trim()
    if (!out.has(name)) out.set(name, decode(part.slice(at + 1).trim()))
  }
  return out
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}

export interface CookieOptions {
  /** 0 deletes the cookie. */
  readonly maxAgeSeconds: number
  readonly path?: string
  readonly secure: boolean
  /** Only the CSRF cookie may be read by the page. */
  readonly readable?: boolean
}

export function cookieHeader(name: string, value: string, options: CookieOptions): string {
  const parts = [`${name}=${encodeURIComponent(value)}`, `Path=${options.path ?? '/'}`, `Max-Age=${options.maxAgeSeconds}`, 'SameSite=Lax']
  if (!options.readable) parts.push('HttpOnly')
  if (options.secure) parts.push('Secure')
  return parts.join('; ')
}
