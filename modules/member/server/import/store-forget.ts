import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { openFile, openText, sealFile, sealText } from '../contact.ts'
import type { Reject } from './rejects.ts'

interface RejectPage {
  readonly importId: number
  readonly position: number
  readonly rejects: readonly Reject[]
}

export async function keptSamples(ctx: Ctx): Promise<{ id: number; rows: readonly (readonly string[])[] }[]> {
  const rows = await ctx.db.rows<{ id: number; sample: string }>(sql`
    select i.id, i.sample from member_import i where i.workspace_id = ${ctx.workspaceId} and jsonb_typeof(i.sample) = 'string' order by i.id desc limit 1000`)
  return rows.map(({ id, sample }) => ({ id, rows: JSON.parse(openText(ctx, sample)) as readonly (readonly string[])[] }))
}

export async function dropSampleRows(
  ctx: Ctx,
  samples: readonly { readonly id: number; readonly rows: readonly (readonly string[])[] }[],
): Promise<void> {
  if (samples.length === 0) return
  await ctx.db.exec(sql`
    update member_import i set sample = to_jsonb(n.sample)
    from unnest(${samples.map((one) => one.id)}::bigint[], ${samples.map((one) => sealText(ctx, JSON.stringify(one.rows)))}::text[]) as n (id, sample)
    where i.workspace_id = ${ctx.workspaceId} and i.id = n.id`)
}

/** Twenty chunks of rows that were not taken, of whichever imports still keep them. */
export async function nextRejects(ctx: Ctx, after: { readonly importId: number; readonly position: number }): Promise<RejectPage[]> {
  const rows = await ctx.db.rows<{ importId: number; position: number; bytes: Buffer }>(sql`
    select r.import_id as "importId", r.position, r.bytes from member_import_reject r
    where r.workspace_id = ${ctx.workspaceId} and (r.import_id, r.position) > (${after.importId}::bigint, ${after.position}::int)
    order by r.import_id, r.position limit 20`)
  return rows.map(({ bytes, ...one }) => ({ ...one, rejects: JSON.parse(openFile(ctx, bytes).toString('utf8')) as Reject[] }))
}

export async function writeRejects(ctx: Ctx, pages: readonly RejectPage[]): Promise<void> {
  if (pages.length === 0) return
  await ctx.db.exec(sql`
    update member_import_reject r set bytes = n.bytes
    from unnest(${pages.map((one) => one.importId)}::bigint[], ${pages.map((one) => one.position)}::int[],
      ${pages.map((one) => sealFile(ctx, Buffer.from(JSON.stringify(one.rejects))))}::bytea[]) as n (import_id, position, bytes)
    where r.workspace_id = ${ctx.workspaceId} and r.import_id = n.import_id and r.position = n.position`)
}

/** That a line had a fault stays, what stood there goes. */
export async function emptyErrors(ctx: Ctx, lines: readonly { readonly importId: number; readonly line: number }[]): Promise<void> {
  if (lines.length === 0) return
  await ctx.db.exec(sql`
    update member_import_error e set value = ${sealText(ctx, '')}
    from unnest(${lines.map((one) => one.importId)}::bigint[], ${lines.map((one) => one.line)}::int[]) as n (import_id, line)
    where e.workspace_id = ${ctx.workspaceId} and e.import_id = n.import_id and e.line = n.line`)
}
