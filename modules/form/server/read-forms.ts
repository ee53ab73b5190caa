import type { InputOf, OutputOf } from '@grove/kernel/contract'
import type { Ctx } from '@grove/kernel/server'
import { pageOfRows, readMomentCursor } from '@grove/member/server'
import sql, { join } from 'sql-template-tag'
import { type FormDetail, formErrors, type FormSummary, type listForms as listRoute } from '../contract/index.ts'
import { findForm } from './store-form.ts'

/** @throws form.not_found */
export async function getForm(ctx: Ctx, { id }: { readonly id: number }): Promise<FormDetail> {
  const form = await findForm(ctx, id)
  if (!form) throw formErrors.not_found()
  return form
}

/** Forms are few: what was asked and answered is counted for the page that is shown. */
export async function listForms(ctx: Ctx, input: InputOf<typeof listRoute>): Promise<OutputOf<typeof listRoute>> {
  const place = readMomentCursor(input.cursor)
  const where = join(
    [
      sql`f.workspace_id = ${ctx.workspaceId}`,
      ...(input.state ? [sql`f.state = ${input.state}`] : []),
      ...(input.purpose ? [sql`f.purpose = ${input.purpose}`] : []),
      ...(input.text ? [sql`(position(lower(${input.text}) in lower(f.title)) > 0 or f.key = lower(${input.text}))`] : []),
    ],
    ' and ',
  )
  const rows = await ctx.db.rows<FormSummary & { key: string; place: string }>(sql`
    select p.id, p.key, p.public_code as "publicCode", p.title, p.purpose, p.state, p.updated_at as "updatedAt", p.updated_at::text as place,
      jsonb_array_length(p.questions) as "questionCount",
      (select count(*)::int from form_ask a join member m on m.workspace_id = ${ctx.workspaceId} and m.id = a.member_id and m.kind = 'member'
        where a.workspace_id = ${ctx.workspaceId} and a.form_id = p.id) as asked,
      (select count(*)::int from form_answer a join member m on m.workspace_id = ${ctx.workspaceId} and m.id = a.member_id and m.kind = 'member'
        where a.workspace_id = ${ctx.workspaceId} and a.form_id = p.id) as answered
    from (
      select f.id, f.key, f.public_code, f.title, f.purpose, f.state, f.questions, f.updated_at from form f
      where ${where} and ${place ? sql`(f.updated_at, f.id) < (${place.key}::timestamptz, ${place.id}::bigint)` : sql`true`}
      order by f.updated_at desc, f.id desc limit ${input.limit + 1}) p
    order by p.updated_at desc, p.id desc`)
  const page = pageOfRows(
    rows.map((row) => ({ id: row.id, key: row.place, row })),
    input.limit,
  )
  const items = page.items.map(({ row: { place: _place, ...form } }) => form)
  if (input.cursor !== undefined) return { items, next: page.next, total: null }
  const { count } = await ctx.db.one<{ count: number }>(sql`select count(*)::int as count from form f where ${where}`)
  return { items, next: page.next, total: { count, exact: true } }
}
