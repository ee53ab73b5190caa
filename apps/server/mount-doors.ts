import { ingressDoors } from '@grove/channel-kit/server'
import { GroveError } from '@grove/kernel/contract'
import { readBody } from '@grove/kernel/http'
import type { SystemCtx } from '@grove/kernel/server'
import { type Context, Hono } from 'hono'
import sql from 'sql-template-tag'

/** Opens the doors platforms call at. They are no part of the product's own routes: no session, no rate by address, no body unread for long. */
export function mountDoors(http: Hono, system: SystemCtx): void {
  for (const door of system.app.registry.all(ingressDoors)) {
    http.on(['GET', 'POST'], door.path, async (c) => {
      const workspaceId = numberOf(c, 'workspace')
      const accountId = numberOf(c, 'account')
      if (workspaceId === null || accountId === null) return new Response('', { status: 404 })
      const method = c.req.method === 'GET' ? 'GET' : 'POST'
      try {
        const body = method === 'GET' ? '' : (await readBody(c.req.raw, door.maxBytes)).toString('utf8')
        return await door.answer(system, { method, workspaceId, accountId, query: new URL(c.req.url).searchParams, body })
      } catch (error) {
        if (error instanceof GroveError) return new Response('', { status: error.status })
        // Anything but a 200 makes the platform come again: nothing is lost while we can't store it.
        system.app.log.error({ door: door.path, error: String(error) }, 'a callback could not be stored')
        return new Response('', { status: 503 })
      }
    })
  }
}

function numberOf(c: Context, name: string): number | null {
  const value = Number(c.req.param(name))
  return Number.isSafeInteger(value) && value > 0 ? value : null
}

/** All an ingress process answers: the doors, and whether it lives. */
export function ingressOnly(system: SystemCtx): Hono {
  const http = new Hono()
  http.get('/healthz', (c) => c.json({ ok: true }))
  http.get('/readyz', async (c) => {
    await system.db.one(sql`select 1 as up`)
    return c.json({ ok: true })
  })
  mountDoors(http, system)
  http.notFound(() => new Response('', { status: 404 }))
  http.onError((error) => {
    system.app.log.error({ error: String(error) }, 'an ingress request failed')
    return new Response('', { status: 503 })
  })
  return http
}
