import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { type QuestionBody, questionErrors, type QuestionKind, type QuestionTheme } from '../contract/index.ts'

export interface DrawnQuestion {
  readonly id: number
  readonly body: QuestionBody
}

/**
 * So many different questions in use, always the same for a seed while the bank stays as it is; none of `except`. Those of `asked`, their words from the
 * longest ago to the latest, come again only when there are no others, and in this order.
 * @throws question.too_few
 */
export async function drawQuestions(
  ctx: Ctx,
  input: {
    readonly bankId: number
    readonly theme?: QuestionTheme
    readonly kinds?: readonly QuestionKind[]
    readonly count: number
    readonly seed: string
    readonly except?: readonly number[]
    readonly asked?: readonly string[]
  },
): Promise<DrawnQuestion[]> {
  const drawn = await ctx.db.rows<DrawnQuestion>(sql`
    select q.id, q.body from question q
    where q.workspace_id = ${ctx.workspaceId} and q.bank_id = ${input.bankId} and not q.retired
      and (${input.theme ?? null}::text is null or q.theme = ${input.theme ?? null})
      and (${input.kinds ?? null}::text[] is null or q.kind = any(${input.kinds ?? null}::text[]))
      and not q.id = any(${input.except ?? []}::bigint[])
    order by coalesce(array_position(${input.asked ?? []}::text[], q.body ->> 'stem'), 0), sha256(convert_to(${input.seed}::text || '|' || q.id, 'UTF8')), q.id limit ${input.count}`)
  if (drawn.length < input.count) throw questionErrors.too_few({ has: drawn.length, needs: input.count })
  return drawn
}

/** As they stand, retired ones too, in the order asked for. */
export async function questionsById(ctx: Ctx, ids: readonly number[]): Promise<DrawnQuestion[]> {
  const rows = await ctx.db.rows<DrawnQuestion>(sql`
    select q.id, q.body from question q where q.workspace_id = ${ctx.workspaceId} and q.id = any(${ids}::bigint[])`)
  const known = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => known.get(id) ?? [])
}
