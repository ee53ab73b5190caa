import { kept } from '@grove/db'
import { createHash } from 'node:crypto'
import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { type SendContent, sendContent, type TouchLimits, touchLimits } from '../contract/index.ts'

const hashOf = (body: string) => createHash('sha256').update(body).digest('hex')

/** Keeps each different content once and gives their numbers, in the order asked. @throws ZodError on content that breaks the contract. */
export async function storeContents(ctx: Ctx, contents: readonly SendContent[]): Promise<number[]> {
  const bodies = contents.map((content) => JSON.stringify(sendContent.parse(content)))
  const hashes = bodies.map(hashOf)
  await ctx.db.exec(
    kept(sql`
    insert into content (workspace_id, hash, body)
    select ${ctx.workspaceId}, c.hash, c.body from unnest(${hashes}::text[], ${bodies}::jsonb[]) as c (hash, body)
    order by c.hash on conflict (workspace_id, hash) do nothing`),
  )
  const rows = await ctx.db.rows<{ id: number; hash: string }>(
    kept(sql`
    select id, hash from content where workspace_id = ${ctx.workspaceId} and hash = any(${hashes}::text[])`),
  )
  return inOrder(hashes, rows)
}

/** The same for limits; null is 0, "none of its own". */
export async function storeLimits(ctx: Ctx, limits: readonly (TouchLimits | null)[]): Promise<number[]> {
  const bodies = limits.map((limit) => (limit ? JSON.stringify(touchLimits.parse(limit)) : null))
  const present = [...new Set(bodies.filter((body) => body !== null))]
  if (present.length === 0) return limits.map(() => 0)
  await ctx.db.exec(sql`
    insert into send_limit (workspace_id, hash, body)
    select ${ctx.workspaceId}, l.hash, l.body from unnest(${present.map(hashOf)}::text[], ${present}::jsonb[]) as l (hash, body)
    order by l.hash on conflict (workspace_id, hash) do nothing`)
  const rows = await ctx.db.rows<{ id: number; hash: string }>(sql`
    select id, hash from send_limit where workspace_id = ${ctx.workspaceId} and hash = any(${present.map(hashOf)}::text[])`)
  const ids = new Map(rows.map((row) => [row.hash, row.id]))
  return bodies.map((body) => (body === null ? 0 : (ids.get(hashOf(body)) ?? 0)))
}

function inOrder(hashes: readonly string[], rows: readonly { id: number; hash: string }[]): number[] {
  const ids = new Map(rows.map((row) => [row.hash, row.id]))
  return hashes.map((hash) => {
    const id = ids.get(hash)
    if (id === undefined) throw new Error('content was not stored')
    return id
  })
}

export async function readContents(ctx: Ctx, ids: readonly number[]): Promise<Map<number, SendContent>> {
  const rows = await ctx.db.rows<{ id: number; body: SendContent }>(sql`
    select id, body from content where workspace_id = ${ctx.workspaceId} and id = any(${ids}::bigint[])`)
  return new Map(rows.map((row) => [row.id, row.body]))
}

export async function readLimits(ctx: Ctx, ids: readonly number[]): Promise<Map<number, TouchLimits>> {
  if (ids.length === 0) return new Map()
  const rows = await ctx.db.rows<{ id: number; body: TouchLimits }>(sql`
    select id, body from send_limit where workspace_id = ${ctx.workspaceId} and id = any(${ids}::bigint[])`)
  return new Map(rows.map((row) => [row.id, row.body]))
}
