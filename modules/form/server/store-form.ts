import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import type { FormBody, FormDetail, FormPurpose, FormState, Question } from '../contract/index.ts'

export const FORM = sql`f.id, f.key, f.public_code as "publicCode", f.purpose, f.state, f.title, f.intro, f.thanks,
  f.show_example as "showExample", f.version, f.questions, f.updated_at as "updatedAt"`

export function findForm(ctx: Ctx, id: number): Promise<FormDetail | undefined> {
  return ctx.db.maybe<FormDetail>(sql`select ${FORM} from form f where f.workspace_id = ${ctx.workspaceId} and f.id = ${id}`)
}

/** The same, its row locked: whoever changes it holds this first. */
export function lockForm(ctx: Ctx, id: number): Promise<FormDetail | undefined> {
  return ctx.db.maybe<FormDetail>(sql`select ${FORM} from form f where f.workspace_id = ${ctx.workspaceId} and f.id = ${id} for update`)
}

export function findFormByCode(ctx: Ctx, code: string): Promise<FormDetail | undefined> {
  return ctx.db.maybe<FormDetail>(sql`
    select ${FORM} from form f where f.workspace_id = ${ctx.workspaceId} and f.public_code = ${code.toUpperCase()}`)
}

export function findFormsByKey(ctx: Ctx, keys: readonly string[]): Promise<FormDetail[]> {
  return ctx.db.rows<FormDetail>(sql`select ${FORM} from form f where f.workspace_id = ${ctx.workspaceId} and f.key = any(${keys}::text[])`)
}

export function searchForms(ctx: Ctx, text: string): Promise<{ key: string; title: string }[]> {
  return ctx.db.rows<{ key: string; title: string }>(sql`
    select f.key, f.title from form f where f.workspace_id = ${ctx.workspaceId} and position(lower(${text}) in lower(f.title || ' ' || f.key)) > 0
    order by f.updated_at desc, f.id desc limit 30`)
}

export async function nextFormId(ctx: Ctx): Promise<number> {
  const { id } = await ctx.db.one<{ id: number }>(sql`select nextval(pg_get_serial_sequence('form', 'id')) as id`)
  return id
}

export interface NewForm extends FormBody {
  readonly key: string
  readonly purpose: FormPurpose
  readonly state: FormState
}

/** Makes the row under the first public code that is free; 0 when the key is taken. */
export async function insertForm(ctx: Ctx, id: number, codes: readonly string[], form: NewForm): Promise<number> {
  const now = ctx.clock.now()
  return ctx.db.exec(sql`
    insert into form (workspace_id, id, key, public_code, purpose, state, title, intro, thanks, show_example, version, questions, created_at, updated_at)
    overriding system value
    select ${ctx.workspaceId}, ${id}, ${form.key}, c.code, ${form.purpose}, ${form.state}, ${form.title}, ${form.intro}, ${form.thanks},
      ${form.showExample}, 1, ${JSON.stringify(form.questions)}::jsonb, ${now}, ${now}
    from unnest(${codes}::text[]) with ordinality as c (code, position)
    where not exists (select 1 from form t where t.workspace_id = ${ctx.workspaceId} and t.public_code = c.code)
    order by c.position limit 1
    on conflict (workspace_id, key) do nothing`)
}

export async function insertVersion(ctx: Ctx, formId: number, version: number, questions: readonly Question[]): Promise<void> {
  await ctx.db.exec(sql`
    insert into form_version (workspace_id, form_id, version, questions, at)
    values (${ctx.workspaceId}, ${formId}, ${version}, ${JSON.stringify(questions)}::jsonb, ${ctx.clock.now()})`)
}

export async function updateForm(ctx: Ctx, id: number, body: FormBody, version: number): Promise<void> {
  await ctx.db.exec(sql`
    update form set title = ${body.title}, intro = ${body.intro}, thanks = ${body.thanks}, show_example = ${body.showExample},
      questions = ${JSON.stringify(body.questions)}::jsonb, version = ${version}, updated_at = ${ctx.clock.now()}
    where workspace_id = ${ctx.workspaceId} and id = ${id}`)
}

export async function updateState(ctx: Ctx, id: number, state: FormState): Promise<void> {
  await ctx.db.exec(sql`
    update form set state = ${state}, updated_at = ${ctx.clock.now()} where workspace_id = ${ctx.workspaceId} and id = ${id}`)
}

export async function deleteForm(ctx: Ctx, id: number): Promise<void> {
  await ctx.db.exec(sql`delete from form where workspace_id = ${ctx.workspaceId} and id = ${id}`)
}

export async function countAnswers(ctx: Ctx, id: number): Promise<number> {
  const { count } = await ctx.db.one<{ count: number }>(sql`
    select count(*)::int as count from form_answer where workspace_id = ${ctx.workspaceId} and form_id = ${id}`)
  return count
}
