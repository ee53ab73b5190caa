import type { InputOf } from '@grove/kernel/contract'
import type { Ctx } from '@grove/kernel/server'
import { memberScope } from '@grove/member/server'
import sql, { type Sql } from 'sql-template-tag'
import {
  formErrors,
  type FormFigures,
  type Question,
  type QuestionFigures,
  type readFormFigures as figuresRoute,
} from '../contract/index.ts'
import { findForm } from './store-form.ts'

type Input = InputOf<typeof figuresRoute>
type Totals = Omit<FormFigures, 'questions'>

/** Counted members only. Three statements. @throws form.not_found */
export async function readFormFigures(ctx: Ctx, input: Input): Promise<FormFigures> {
  const form = await findForm(ctx, input.id)
  if (!form) throw formErrors.not_found()
  const totals = await readTotals(ctx, input)
  const chosen = await readChosen(ctx, input)
  const byKey = new Map(chosen.map((row) => [row.key, row]))
  return { ...totals, questions: form.questions.map((question) => figuresOf(question, byKey.get(question.key))) }
}

interface Chosen {
  readonly key: string
  readonly answered: number
  readonly average: number | null
  readonly options: Readonly<Record<string, number>> | null
}

function figuresOf(question: Question, row: Chosen | undefined): QuestionFigures {
  const counts = row?.options ?? {}
  const options = question.kind === 'single' || question.kind === 'multi' ? question.options : []
  return {
    key: question.key,
    label: question.label,
    kind: question.kind,
    answered: row?.answered ?? 0,
    options: options.map(({ id, label }) => ({ id, label, count: counts[id] ?? 0 })),
    average: row?.average ?? null,
  }
}

/** Members who count, whom the actor sees, of the form (and the community). `x` is form_ask or form_answer. */
function of(ctx: Ctx, input: Input, x: Sql): Sql {
  return sql`${x}.workspace_id = ${ctx.workspaceId} and ${x}.form_id = ${input.id} and m.kind = 'member' and ${memberScope(ctx)}
    and ${input.communityId ? sql`${x}.community_id = ${input.communityId}` : sql`true`}`
}

async function readTotals(ctx: Ctx, input: Input): Promise<Totals> {
  return ctx.db.one<Totals>(sql`
    with k as (
      select k.asked_at, k.opened_at, a.answered_at from form_ask k
      join member m on m.workspace_id = ${ctx.workspaceId} and m.id = k.member_id
      left join form_answer a on a.workspace_id = ${ctx.workspaceId} and a.form_id = k.form_id and a.member_id = k.member_id
      where ${of(ctx, input, sql`k`)})
    select count(*) filter (where asked_at is not null)::int as asked,
      count(*) filter (where asked_at is not null and opened_at is not null)::int as opened,
      count(*) filter (where asked_at is not null and answered_at is not null)::int as "answeredOfAsked",
      count(*) filter (where answered_at is not null)::int as answered,
      percentile_cont(0.5) within group (order by extract(epoch from answered_at - asked_at) / 60.0)
        filter (where answered_at >= asked_at) as "medianMinutes"
    from k`)
}

/** For each question: how many answered it, how often each option was chosen, the mean of numbers. */
function readChosen(ctx: Ctx, input: Input): Promise<Chosen[]> {
  return ctx.db.rows<Chosen>(sql`
    with given as (
      select e.key, e.value from form_answer a
      join member m on m.workspace_id = ${ctx.workspaceId} and m.id = a.member_id
      cross join lateral jsonb_each(a.answers) as e (key, value)
      where ${of(ctx, input, sql`a`)}),
    chosen as (
      select g.key, o.id, count(*)::int as count from given g
      cross join lateral jsonb_array_elements_text(case jsonb_typeof(g.value) when 'array' then g.value when 'string' then jsonb_build_array(g.value)
        else '[]'::jsonb end) as o (id)
      where length(o.id) <= 40 group by g.key, o.id)
    select t.key, t.answered, t.average, c.options from (
      select key, count(*)::int as answered, avg((value #>> '{}')::numeric) filter (where jsonb_typeof(value) = 'number')::float8 as average
      from given group by key) t
    left join (select key, jsonb_object_agg(id, count) as options from chosen group by key) c on c.key = t.key`)
}
