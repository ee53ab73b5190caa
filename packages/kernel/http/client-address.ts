import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'

/**
 * The caller's network address. `trustedProxies` is how many proxies of ours add to X-Forwarded-For; 0 ignores the header,
 * which anybody can write.
 */
export function clientAddress(c: Context, trustedProxies: number): string {
  const bindings = c.env as Partial<HttpBindings> | undefined
  const direct = bindings?.incoming?.socket?.remoteAddress ?? '127.0.0.1'
  const forwarded = trustedProxies > 0 ? (c.req.header('x-forwarded-for') ?? '').split(',').map((part) => part.trim()) : []
  const address = forwarded.at(-trustedProxies) || direct
  return address.replace(/^::ffff:/, '').slice(0, 64)
}
