import { createHmac, timingSafeEqual } from 'node:crypto'
import type { App, Ctx } from '@grove/kernel/server'
import type { Picture, PictureVariant } from '../contract/index.ts'
import { type MediaRow, mediaRows, publicKeyOf } from './store.ts'

const WEEK = 7 * 24 * 3600

/** Public keys never change; one look-up a workspace and process. */
const publicKeys = new WeakMap<App, Map<number, string>>()

export async function publicKey(ctx: Ctx): Promise<string> {
  const known = publicKeys.get(ctx.app) ?? new Map<number, string>()
  publicKeys.set(ctx.app, known)
  const key = known.get(ctx.workspaceId) ?? (await publicKeyOf(ctx)).publicKey
  known.set(ctx.workspaceId, key)
  return key
}

function sign(ctx: Ctx, id: number, variant: PictureVariant, expires: number): string {
  const words = `media:${ctx.workspaceId}:${id}:${variant}:${expires}`
  return createHmac('sha256', ctx.app.config.secret).update(words).digest('base64url').slice(0, 27)
}

/** True for an address this server signed that has not run out. */
export function signatureHolds(ctx: Ctx, asked: { id: number; variant: PictureVariant; e: number; s: string }): boolean {
  const right = Buffer.from(sign(ctx, asked.id, asked.variant, asked.e))
  const given = Buffer.from(asked.s)
  return given.length === right.length && timingSafeEqual(given, right) && asked.e * 1000 > ctx.clock.now().getTime()
}

/** The same for a whole week, so that a browser keeps the picture; then good for at least another. */
export function pictureOf(ctx: Ctx, key: string, row: MediaRow): Picture {
  const week = Math.floor(ctx.clock.now().getTime() / 1000 / WEEK)
  const expires = (week + 2) * WEEK
  const address = (variant: PictureVariant) =>
    `/api/m/${key}/media/${row.id}/${variant}?e=${expires}&s=${sign(ctx, row.id, variant, expires)}`
  return { id: row.id, width: row.width, height: row.height, url: address('full'), thumb: address('thumb') }
}

/** Addresses of many pictures in one statement; a number without a picture is left out. */
export async function mediaUrls(ctx: Ctx, ids: readonly number[]): Promise<Map<number, Picture>> {
  if (!ids.length) return new Map()
  const rows = await mediaRows(ctx, [...new Set(ids)])
  const key = await publicKey(ctx)
  return new Map(rows.map((row) => [row.id, pictureOf(ctx, key, row)]))
}
