import { audit, type Ctx } from '@grove/kernel/server'
import { type QuestionBody, questionErrors, type QuestionImport } from '../contract/index.ts'
import { questionColumns } from '../domain/question-columns.ts'
import { readQuestionRow } from '../domain/question-row.ts'
import { readQuestionFile } from './read-question-file.ts'
import { countQuestions, digestOf, findBank, insertImport, insertQuestions, lockBank, MOST_QUESTIONS, type Rejects } from './store.ts'

/** Shown at once; the file of what was not taken has all of them. */
const FAULTS_SHOWN = 50

type Reject = {
  readonly line: number
  readonly code: QuestionImport['faults'][number]['code']
  readonly value: string
  readonly cells: string[]
}

/**
 * All good rows are added in one transaction, the others are kept with their reason until they come back mended.
 * @throws question.bank_not_found question.bank_full question.import_columns and those of reading the file
 */
export async function importQuestions(
  ctx: Ctx,
  input: { readonly id: number; readonly fileName: string; readonly bytes: Buffer },
): Promise<QuestionImport> {
  if (!(await findBank(ctx, input.id))) throw questionErrors.bank_not_found()
  const [heading, ...rows] = await readQuestionFile(input.bytes)
  if (!heading || rows.length === 0) throw questionErrors.import_empty()
  const columns = questionColumns(heading.cells)
  if (columns.at.stem < 0) throw questionErrors.import_columns({ missing: ctx.locale === 'zh' ? '题干' : 'Question' })
  if (columns.at.answer < 0) throw questionErrors.import_columns({ missing: ctx.locale === 'zh' ? '答案' : 'Answer' })
  const seen = new Set<string>()
  const good: QuestionBody[] = []
  const rejects: Reject[] = []
  for (const { line, cells } of rows) {
    const read = readQuestionRow(cells, columns)
    const fault =
      'fault' in read ? read.fault : seen.has(digestOf(read.body)) ? ({ code: 'doubled', value: read.body.stem } as const) : undefined
    if (fault) rejects.push({ line, ...fault, cells: [...cells] })
    else if ('body' in read) {
      seen.add(digestOf(read.body))
      good.push(read.body)
    }
  }
  return take(ctx, { ...input, rows: rows.length, headings: heading.cells, good, rejects })
}

interface Sorted {
  readonly id: number
  readonly fileName: string
  readonly rows: number
  readonly headings: readonly string[]
  readonly good: readonly QuestionBody[]
  readonly rejects: readonly Reject[]
}

function take(ctx: Ctx, { id: bankId, fileName, rows, headings, good, rejects }: Sorted): Promise<QuestionImport> {
  return ctx.inTx(async (ctx) => {
    if (!(await lockBank(ctx, bankId))) throw questionErrors.bank_not_found()
    if ((await countQuestions(ctx, bankId)) + good.length > MOST_QUESTIONS) throw questionErrors.bank_full({ most: MOST_QUESTIONS })
    const added = (await insertQuestions(ctx, bankId, good)).length
    const faults = rejects.slice(0, FAULTS_SHOWN).map(({ line, code, value }) => ({ line, code, value }))
    const kept: Rejects = { headings, rows: rejects.map(({ code, cells }) => [code, ...cells]) }
    const done = { bankId, fileName, rows, added, known: good.length - added, faults }
    const id = await insertImport(ctx, done, kept)
    await audit(ctx, {
      verb: 'question.import',
      target: { kind: 'question_bank', id: bankId },
      after: { fileName, rows, added, failed: rejects.length },
    })
    return { id, ...done, failed: rejects.length, at: ctx.clock.now() }
  })
}
