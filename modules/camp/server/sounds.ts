import { createHmac, timingSafeEqual } from 'node:crypto'
import type { InputOf } from '@grove/kernel/contract'
import type { Ctx, RequestInfo } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { campErrors, MAX_SOUND_BYTES, type serveSound as serveRoute, type uploadSound as uploadRoute } from '../contract/index.ts'
import { rangeOf, soundFormat } from '../domain/sound.ts'
import { memberOf } from './apply-to-camp.ts'
import { mustBeIn } from './must-be-in.ts'
import { editionByCode } from './store-edition.ts'
import { findStudent } from './store-student.ts'

const HOUR = 3_600_000
const DAY_SECONDS = 86_400
const PER_HOUR = 20

/** @throws camp.not_found camp.not_a_student camp.sound_too_large camp.not_a_sound camp.too_many_sounds */
export async function uploadSound(
  ctx: Ctx,
  input: InputOf<typeof uploadRoute>,
  { request }: Pick<RequestInfo, 'request'>,
): Promise<Response> {
  const memberId = memberOf(ctx)
  const edition = await editionByCode(ctx, input.code)
  mustBeIn(await findStudent(ctx, edition.id, memberId))
  const bytes = Buffer.from(await request.arrayBuffer())
  if (bytes.length > MAX_SOUND_BYTES) throw campErrors.sound_too_large({ megabytes: MAX_SOUND_BYTES / 1024 / 1024 })
  const format = soundFormat(bytes)
  if (!format) throw campErrors.not_a_sound()
  const now = ctx.clock.now()
  const kept = await ctx.inTx(async (ctx) => {
    const { count } = await ctx.db.one<{ count: number }>(sql`
      select count(*)::int as count from camp_sound s where s.workspace_id = ${ctx.workspaceId} and s.member_id = ${memberId}
        and s.at > ${new Date(now.getTime() - HOUR)}`)
    if (count >= PER_HOUR) throw campErrors.too_many_sounds({ retryAfterSeconds: HOUR / 1000 })
    return ctx.db.one<{ id: number }>(sql`
      insert into camp_sound (workspace_id, edition_id, member_id, format, data, at)
      values (${ctx.workspaceId}, ${edition.id}, ${memberId}, ${format}, ${bytes}, ${now}) returning id`)
  })
  const [url = ''] = await soundUrls(ctx, [kept.id])
  return Response.json({ id: kept.id, url })
}

export async function ownSound(ctx: Ctx, editionId: number, memberId: number, id: number): Promise<boolean> {
  const { own } = await ctx.db.one<{ own: boolean }>(sql`
    select exists (select 1 from camp_sound s where s.workspace_id = ${ctx.workspaceId} and s.id = ${id} and s.edition_id = ${editionId}
      and s.member_id = ${memberId}) as own`)
  return own
}

function sign(ctx: Ctx, id: number, expires: number): string {
  return createHmac('sha256', ctx.app.config.secret)
    .update(`camp sound:${ctx.workspaceId}:${id}:${expires}`)
    .digest('base64url')
    .slice(0, 27)
}

/** Addresses that hold until the day after tomorrow; the same all day, so that a phone keeps what it heard. */
export async function soundUrls(ctx: Ctx, ids: readonly (number | null)[]): Promise<(string | null)[]> {
  if (ids.every((id) => id === null)) return ids.map(() => null)
  const { key } = await ctx.db.one<{ key: string }>(sql`select w.public_key as key from workspace w where w.id = ${ctx.workspaceId}`)
  const expires = (Math.floor(ctx.clock.now().getTime() / 1000 / DAY_SECONDS) + 2) * DAY_SECONDS
  return ids.map((id) => (id === null ? null : `/api/m/${key}/camp-sounds/${id}?e=${expires}&s=${sign(ctx, id, expires)}`))
}

/** @throws camp.sound_expired camp.sound_not_found */
export async function serveSound(
  ctx: Ctx,
  input: InputOf<typeof serveRoute>,
  { request }: Pick<RequestInfo, 'request'>,
): Promise<Response> {
  const right = Buffer.from(sign(ctx, input.id, input.e))
  const given = Buffer.from(input.s)
  if (given.length !== right.length || !timingSafeEqual(given, right) || input.e * 1000 <= ctx.clock.now().getTime())
    throw campErrors.sound_expired()
  const found = await ctx.db.maybe<{ format: string; data: Buffer }>(sql`
    select s.format, s.data from camp_sound s where s.workspace_id = ${ctx.workspaceId} and s.id = ${input.id}`)
  if (!found) throw campErrors.sound_not_found()
  const { data, format } = found
  const part = rangeOf(request.headers.get('range'), data.length)
  const head = {
    'content-type': format,
    'accept-ranges': 'bytes',
    'cache-control': 'private, max-age=86400',
    'x-content-type-options': 'nosniff',
  }
  if (!part) return new Response(new Uint8Array(data), { headers: head })
  const range = `bytes ${part.from}-${part.to}/${data.length}`
  return new Response(new Uint8Array(data.subarray(part.from, part.to + 1)), { status: 206, headers: { ...head, 'content-range': range } })
}
