import type { InputOf, OutputOf } from '@grove/kernel/contract'
import type { Ctx } from '@grove/kernel/server'
import { pageOfRows, readMomentCursor } from '@grove/member/server'
import sql, { join, type Sql } from 'sql-template-tag'
import {
  type Bank,
  type listBanks as banksRoute,
  questionErrors,
  type listQuestions as questionsRoute,
  type QuestionRow,
} from '../contract/index.ts'
import { findBank } from './store.ts'

/** Banks that fit, counted only for those shown. */
const readBanks = (ctx: Ctx, which: Sql, limit: number) =>
  ctx.db.rows<Bank & { place: string }>(sql`
    select b.id, b.key, b.name, b.purpose, b.note, b.updated_at as "updatedAt", b.updated_at::text as place, coalesce(sum(c.count), 0)::int as questions,
      coalesce(jsonb_agg(jsonb_build_object('theme', c.theme, 'count', c.count) order by c.count desc, c.theme)
        filter (where c.theme is not null), '[]') as themes
    from (select b.id, b.key, b.name, b.purpose, b.note, b.updated_at from question_bank b where b.workspace_id = ${ctx.workspaceId} and ${which}
      order by b.updated_at desc, b.id desc limit ${limit}) b
    left join lateral (select q.theme, count(*) as count from question q
      where q.workspace_id = ${ctx.workspaceId} and q.bank_id = b.id and not q.retired group by q.theme) c on true
    group by b.id, b.key, b.name, b.purpose, b.note, b.updated_at order by b.updated_at desc, b.id desc`)

const shown = ({ place: _place, ...bank }: Bank & { readonly place: string }): Bank => bank

export async function listBanks(ctx: Ctx, input: InputOf<typeof banksRoute>): Promise<OutputOf<typeof banksRoute>> {
  const place = readMomentCursor(input.cursor)
  const which = join(
    [
      sql`true`,
      ...(input.purpose ? [sql`b.purpose = ${input.purpose}`] : []),
      ...(input.text ? [sql`(position(lower(${input.text}) in lower(b.name)) > 0 or b.key = lower(${input.text}))`] : []),
      ...(place ? [sql`(b.updated_at, b.id) < (${place.key}::timestamptz, ${place.id}::bigint)`] : []),
    ],
    ' and ',
  )
  const rows = await readBanks(ctx, which, input.limit + 1)
  const page = pageOfRows(
    rows.map((row) => ({ id: row.id, key: row.place, row })),
    input.limit,
  )
  return { items: page.items.map(({ row }) => shown(row)), next: page.next, total: null }
}

/** @throws question.bank_not_found */
export async function getBank(ctx: Ctx, { id }: { readonly id: number }): Promise<Bank> {
  const [bank] = await readBanks(ctx, sql`b.id = ${id}`, 1)
  if (!bank) throw questionErrors.bank_not_found()
  return shown(bank)
}

/** @throws question.bank_not_found */
export async function listQuestions(ctx: Ctx, input: InputOf<typeof questionsRoute>): Promise<OutputOf<typeof questionsRoute>> {
  if (!(await findBank(ctx, input.id))) throw questionErrors.bank_not_found()
  const place = readMomentCursor(input.cursor)
  const where = join(
    [
      sql`q.workspace_id = ${ctx.workspaceId} and q.bank_id = ${input.id} and q.retired = ${input.retired ?? false}`,
      ...(input.theme ? [sql`q.theme = ${input.theme}`] : []),
      ...(input.kind ? [sql`q.kind = ${input.kind}`] : []),
      ...(input.text ? [sql`position(lower(${input.text}) in lower(q.body ->> 'stem')) > 0`] : []),
    ],
    ' and ',
  )
  const rows = await ctx.db.rows<QuestionRow & { key: string }>(sql`
    select q.id, q.bank_id as "bankId", q.body, q.retired, q.updated_at as "updatedAt", q.updated_at::text as key from question q
    where ${where} and ${place ? sql`(q.updated_at, q.id) < (${place.key}::timestamptz, ${place.id}::bigint)` : sql`true`}
    order by q.updated_at desc, q.id desc limit ${input.limit + 1}`)
  const page = pageOfRows(rows, input.limit)
  const items = page.items.map(({ key: _key, ...row }) => row)
  if (input.cursor !== undefined) return { items, next: page.next, total: null }
  const { count } = await ctx.db.one<{ count: number }>(sql`select count(*)::int as count from question q where ${where}`)
  return { items, next: page.next, total: { count, exact: true } }
}
