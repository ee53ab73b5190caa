import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import type { PictureVariant } from '../contract/index.ts'

export interface MediaRow {
  readonly id: number
  readonly width: number
  readonly height: number
}

/** A member's bytes are known by that member, those of staff and of the system by all of them. */
const whose = (uploadedBy: string | null) => (uploadedBy?.startsWith('m') ? uploadedBy : '')
const OF_EACH = sql`(case when uploaded_by like 'm%' then uploaded_by else '' end)`

export const findBySha = (ctx: Ctx, sha256: Buffer, uploadedBy: string | null) =>
  ctx.db.maybe<MediaRow>(sql`
    select id, width, height from media
    where workspace_id = ${ctx.workspaceId} and sha256 = ${sha256} and ${OF_EACH} = ${whose(uploadedBy)}`)

/** Pictures of these uploaders, or these ones, for good. */
export const deleteMedia = (ctx: Ctx, which: { readonly uploaders?: readonly string[]; readonly ids?: readonly number[] }) =>
  ctx.db.exec(sql`
    delete from media m where m.workspace_id = ${ctx.workspaceId}
      and (m.uploaded_by = any(${which.uploaders ?? []}::text[]) or m.id = any(${which.ids ?? []}::bigint[]))`)

export interface NewMedia {
  readonly width: number
  readonly height: number
  readonly sha256: Buffer
  readonly data: Buffer
  readonly thumb: Buffer
  readonly uploadedBy: string | null
}

/** Undefined when the same bytes arrived at the same moment and were first. */
export const insertMedia = (ctx: Ctx, media: NewMedia) =>
  ctx.db.maybe<MediaRow>(sql`
    insert into media (workspace_id, created_at, width, height, uploaded_by, sha256, thumb, data)
    values (${ctx.workspaceId}, ${ctx.clock.now()}, ${media.width}, ${media.height}, ${media.uploadedBy}, ${media.sha256}, ${media.thumb}, ${media.data})
    on conflict (workspace_id, sha256, ${OF_EACH}) do nothing returning id, width, height`)

export const uploadsSince = (ctx: Ctx, uploadedBy: string, since: Date) =>
  ctx.db.one<{ count: number }>(sql`
    select count(*) as count from media m where m.workspace_id = ${ctx.workspaceId} and m.uploaded_by = ${uploadedBy} and m.created_at > ${since}`)

export const mediaBytes = (ctx: Ctx, id: number, variant: PictureVariant) =>
  ctx.db.maybe<{ bytes: Buffer }>(sql`
    select case when ${variant === 'thumb'}::boolean then m.thumb else m.data end as bytes
    from media m where m.workspace_id = ${ctx.workspaceId} and m.id = ${id}`)

export const mediaRows = (ctx: Ctx, ids: readonly number[]) =>
  ctx.db.rows<MediaRow>(sql`
    select m.id, m.width, m.height from media m where m.workspace_id = ${ctx.workspaceId} and m.id = any(${ids}::bigint[])`)

export const staffMedia = (ctx: Ctx, before: number | null, limit: number) =>
  ctx.db.rows<MediaRow>(sql`
    select m.id, m.width, m.height from media m
    where m.workspace_id = ${ctx.workspaceId} and m.uploaded_by like 's%' and (${before}::bigint is null or m.id < ${before})
    order by m.id desc limit ${limit}`)

export const publicKeyOf = (ctx: Ctx) =>
  ctx.db.one<{ publicKey: string }>(sql`select w.public_key as "publicKey" from workspace w where w.id = ${ctx.workspaceId}`)
