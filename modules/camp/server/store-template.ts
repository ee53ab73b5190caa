import type { InputOf, OutputOf } from '@grove/kernel/contract'
import type { Ctx } from '@grove/kernel/server'
import { mediaUrls } from '@grove/content/server'
import { pageOfRows, readMomentCursor } from '@grove/member/server'
import sql from 'sql-template-tag'
import { campErrors, type CampPlan, type listTemplates as listRoute, type TemplateDetail, type TemplateRow } from '../contract/index.ts'

export const findTemplate = (ctx: Ctx, id: number) =>
  ctx.db.maybe<Omit<TemplateDetail, 'pictures'>>(sql`
    select t.id, t.name, t.plan, t.updated_at as "updatedAt" from camp_template t where t.workspace_id = ${ctx.workspaceId} and t.id = ${id}`)

/** With the pictures that its plan names by number. @throws camp.template_not_found */
export async function readTemplate(ctx: Ctx, { id }: { readonly id: number }): Promise<TemplateDetail> {
  const template = await findTemplate(ctx, id)
  if (!template) throw campErrors.template_not_found()
  const { days, certificate } = template.plan
  const named = [...days.flatMap((day) => day.lesson.pictures), certificate.logo, certificate.seal].filter((one) => one !== null)
  return { ...template, pictures: [...(await mediaUrls(ctx, named)).values()].map(({ id, thumb }) => ({ id, thumb })) }
}

export async function insertTemplate(ctx: Ctx, name: string, plan: CampPlan): Promise<number> {
  const now = ctx.clock.now()
  const { id } = await ctx.db.one<{ id: number }>(sql`
    insert into camp_template (workspace_id, name, plan, created_at, updated_at)
    values (${ctx.workspaceId}, ${name}, ${JSON.stringify(plan)}::jsonb, ${now}, ${now}) returning id`)
  return id
}

export const updateTemplate = (ctx: Ctx, id: number, name: string, plan: CampPlan) =>
  ctx.db.exec(sql`
    update camp_template set name = ${name}, plan = ${JSON.stringify(plan)}::jsonb, updated_at = ${ctx.clock.now()}
    where workspace_id = ${ctx.workspaceId} and id = ${id}`)

export const deleteTemplate = (ctx: Ctx, id: number) =>
  ctx.db.exec(sql`delete from camp_template where workspace_id = ${ctx.workspaceId} and id = ${id}`)

export async function countEditions(ctx: Ctx, templateId: number): Promise<number> {
  const { count } = await ctx.db.one<{ count: number }>(sql`
    select count(*)::int as count from camp_edition e where e.workspace_id = ${ctx.workspaceId} and e.template_id = ${templateId}`)
  return count
}

/** Questions in use of the banks with these keys; a key without a bank is left out. */
export async function countQuestionsOf(ctx: Ctx, keys: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const rows = await ctx.db.rows<{ key: string; count: number }>(sql`
    select b.key, count(q.id)::int as count from question_bank b
    left join question q on q.workspace_id = ${ctx.workspaceId} and q.bank_id = b.id and not q.retired
    where b.workspace_id = ${ctx.workspaceId} and b.key = any(${keys}::text[]) group by b.key`)
  return new Map(rows.map((row) => [row.key, row.count]))
}

/** What became of their students is counted for the templates that are shown. */
export async function listTemplates(ctx: Ctx, input: InputOf<typeof listRoute>): Promise<OutputOf<typeof listRoute>> {
  const place = readMomentCursor(input.cursor)
  const rows = await ctx.db.rows<TemplateRow & { key: string }>(sql`
    select t.id, t.name, jsonb_array_length(t.plan -> 'days') as days, t.updated_at as "updatedAt", t.updated_at::text as key,
      (select count(*)::int from camp_edition e where e.workspace_id = ${ctx.workspaceId} and e.template_id = t.id) as editions,
      s.students, s.graduates
    from (select t.id, t.name, t.plan, t.updated_at from camp_template t where t.workspace_id = ${ctx.workspaceId}
        and ${input.text ? sql`position(lower(${input.text}) in lower(t.name)) > 0` : sql`true`}
        and ${place ? sql`(t.updated_at, t.id) < (${place.key}::timestamptz, ${place.id}::bigint)` : sql`true`}
      order by t.updated_at desc, t.id desc limit ${input.limit + 1}) t
    cross join lateral (
      select count(*)::int as students, (count(*) filter (where s.graduated))::int as graduates from camp_edition e
      join camp_student s on s.workspace_id = ${ctx.workspaceId} and s.edition_id = e.id and s.state = 'admitted' and s.counted
      where e.workspace_id = ${ctx.workspaceId} and e.template_id = t.id) s
    order by t.updated_at desc, t.id desc`)
  const page = pageOfRows(rows, input.limit)
  return { items: page.items.map(({ key: _key, ...row }) => row), next: page.next, total: null }
}

/** Which of the keys no form has. */
export async function formKnown(ctx: Ctx, key: string): Promise<boolean> {
  const { known } = await ctx.db.one<{ known: boolean }>(sql`
    select exists (select 1 from form f where f.workspace_id = ${ctx.workspaceId} and f.key = ${key}) as known`)
  return known
}
