import type { SystemCtx } from '@grove/kernel/server'
import { Hono } from 'hono'
import sql from 'sql-template-tag'

/** All an ingress process answers beside the doors: whether it lives. */
export function ingressOnly(system: SystemCtx): Hono {
  const http = new Hono()
  http.get('/healthz', (c) => c.json({ ok: true }))
  http.get('/readyz', async (c) => {
    await system.db.one(sql`select 1 as up`)
    return c.json({ ok: true })
  })
  http.notFound(() => new Response('', { status: 404 }))
  http.onError((error) => {
    system.app.log.error({ error: String(error) }, 'an ingress request failed')
    return new Response('', { status: 503 })
  })
  return http
}
