import { createTranslator } from '@grove/i18n'
import { audit, type Ctx } from '@grove/kernel/server'
import { BYTE_ORDER_MARK, csvLine } from '@grove/member/server'
import sql from 'sql-template-tag'
import { type QuestionBody, questionErrors, questionFault } from '../contract/index.ts'
import { EXPORT_HEADINGS, KIND_NAMES, questionCells, THEME_CELLS } from '../domain/question-row.ts'
import en from '../locales/en.json' with { type: 'json' }
import zh from '../locales/zh.json' with { type: 'json' }
import { findBank, findRejects, MOST_QUESTIONS } from './store.ts'

/** Questions in use, in the columns the import reads. @throws question.bank_not_found */
export async function exportQuestions(ctx: Ctx, { id }: { readonly id: number }): Promise<Response> {
  const bank = await findBank(ctx, id)
  if (!bank) throw questionErrors.bank_not_found()
  await audit(ctx, { verb: 'question.export', target: { kind: 'question_bank', id } })
  const rows = await ctx.db.rows<{ body: QuestionBody }>(sql`
    select q.body from question q where q.workspace_id = ${ctx.workspaceId} and q.bank_id = ${id} and not q.retired
    order by q.id limit ${MOST_QUESTIONS}`)
  const { locale } = ctx
  const lines = rows.map(({ body }) => csvLine(questionCells(body, KIND_NAMES[locale][body.kind], THEME_CELLS[locale][body.theme])))
  return csv(`questions-${bank.key}.csv`, csvLine(EXPORT_HEADINGS[locale]) + lines.join(''))
}

/** What was not taken, as it came, with the reason in front of nothing but behind the last column. @throws question.import_not_found */
export async function questionRejects(ctx: Ctx, { id }: { readonly id: number }): Promise<Response> {
  const found = await findRejects(ctx, id)
  if (!found) throw questionErrors.import_not_found()
  const t = createTranslator(ctx.locale, ctx.locale === 'zh' ? zh : en)
  const { headings, rows } = found.rejects
  const reason = t('question.import.reason')
  const at = headings.indexOf(reason)
  const own = (cells: readonly string[]) => (at < 0 ? cells : cells.toSpliced(at, 1))
  const lines = rows.map(([code, ...cells]) => {
    const known = questionFault.safeParse(code)
    const padded = Array.from({ length: headings.length }, (_, index) => cells[index] ?? '')
    return csvLine([...own(padded), known.success ? t(`question.fault.${known.data}`) : code])
  })
  return csv(`question-rejects-${id}.csv`, csvLine([...own(headings), reason]) + lines.join(''))
}

function csv(name: string, text: string): Response {
  return new Response(BYTE_ORDER_MARK + text, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'no-store',
    },
  })
}
