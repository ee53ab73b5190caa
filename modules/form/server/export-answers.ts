import type { InputOf } from '@grove/kernel/contract'
import { createTranslator } from '@grove/i18n'
import { audit, type Ctx } from '@grove/kernel/server'
import { BYTE_ORDER_MARK, bytesOf, csvLine, writeCursor } from '@grove/member/server'
import { type exportAnswers as exportRoute, formErrors, type Question } from '../contract/index.ts'
import { answerText } from '../domain/answer-words.ts'
import en from '../locales/en.json' with { type: 'json' }
import zh from '../locales/zh.json' with { type: 'json' }
import { answersOf, readPage } from './read-answers.ts'
import { findForm } from './store-form.ts'

const PAGE = 1000

/** All answers as CSV, one column a question of today's version; read page by page. The export is audited. @throws form.not_found */
export async function exportAnswers(ctx: Ctx, input: InputOf<typeof exportRoute>): Promise<Response> {
  const form = await findForm(ctx, input.id)
  if (!form) throw formErrors.not_found()
  await audit(ctx, { verb: 'form.export', target: { kind: 'form', id: form.id }, after: { ...input } })
  const t = createTranslator(ctx.locale, ctx.locale === 'zh' ? zh : en)
  const where = answersOf(ctx, input)
  const lines = async function* () {
    const head = [t('form.export.member_id'), t('form.export.name'), t('form.export.community'), t('form.export.answered_at')]
    yield BYTE_ORDER_MARK + csvLine([...head, ...form.questions.map((question) => question.label)])
    let cursor: string | undefined
    let more = true
    while (more) {
      const rows = await readPage(ctx, where, cursor, PAGE)
      const page = rows.slice(0, PAGE)
      yield page
        .map((row) =>
          csvLine([row.memberId, row.memberName, row.communityName, row.answeredAt.toISOString(), ...cells(form.questions, row)]),
        )
        .join('')
      const last = page.at(-1)
      more = rows.length > PAGE && last !== undefined
      cursor = last && writeCursor({ key: last.key, id: last.id })
    }
  }
  return new Response(bytesOf(lines()), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="answers-${form.key}.csv"`,
      'cache-control': 'no-store',
    },
  })
}

/** In the words of the version they were given to. */
function cells(asked: readonly Question[], row: Awaited<ReturnType<typeof readPage>>[number]): (string | null)[] {
  const own = new Map(row.questions.map((question) => [question.key, question]))
  return asked.map(({ key }) => {
    const question = own.get(key)
    const answer = row.answers[key]
    return question && answer !== undefined ? answerText(question, answer) : null
  })
}
