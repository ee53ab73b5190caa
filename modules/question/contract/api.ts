import { id, idParam, pageInput, pageOf, route } from '@grove/kernel/contract'
import { z } from 'zod'
import { QUESTION_FILE_BYTES, questionImport } from './import.ts'
import { bank, bankBody, bankKey, questionBody, questionKind, questionRow, questionTheme } from './model.ts'

const one = z.object({ id: idParam })

export const listBanks = route({
  method: 'GET',
  path: '/api/question-banks',
  summary: 'Question banks with how many questions of each theme they hold, last changed first',
  access: { right: 'question.read' },
  input: pageInput.extend({ purpose: bank.shape.purpose.optional(), text: z.string().trim().max(60).optional() }),
  output: pageOf(bank),
})
export const getBank = route({
  method: 'GET',
  path: '/api/question-banks/:id',
  summary: 'One bank',
  access: { right: 'question.read' },
  input: one,
  output: bank,
})
export const createBank = route({
  method: 'POST',
  path: '/api/question-banks',
  summary: 'Make a bank',
  access: { right: 'question.write' },
  input: bankBody.extend({ key: bankKey }),
  output: z.object({ id }),
})
export const saveBank = route({
  method: 'PUT',
  path: '/api/question-banks/:id',
  summary: 'Change name, purpose and note of a bank',
  access: { right: 'question.write' },
  input: one.extend(bankBody.shape),
  output: z.object({ changed: z.number() }),
})
export const addBuiltinBanks = route({
  method: 'POST',
  path: '/api/question-banks/builtin',
  summary: 'Put our banks of riddles, sayings and quiz questions beside the own ones; what is there already stays as it is',
  access: { right: 'question.write' },
  input: z.object({}),
  output: z.object({ added: z.number() }),
})
export const listQuestions = route({
  method: 'GET',
  path: '/api/question-banks/:id/questions',
  summary: 'Questions of a bank, changed last first',
  access: { right: 'question.read' },
  input: one.extend(pageInput.shape).extend({
    text: z.string().trim().max(60).optional(),
    theme: questionTheme.optional(),
    kind: questionKind.optional(),
    retired: z.stringbool().optional(),
  }),
  output: pageOf(questionRow),
})
export const addQuestion = route({
  method: 'POST',
  path: '/api/question-banks/:id/questions',
  summary: 'Add a question to a bank',
  access: { right: 'question.write' },
  input: one.extend({ body: questionBody }),
  output: z.object({ id }),
})
export const saveQuestion = route({
  method: 'PUT',
  path: '/api/questions/:id',
  summary: 'Change a question',
  access: { right: 'question.write' },
  input: one.extend({ body: questionBody }),
  output: z.object({ changed: z.number() }),
})
export const retireQuestions = route({
  method: 'POST',
  path: '/api/questions/retire',
  summary: 'Take questions out of use, or bring them back; what was answered stays',
  access: { right: 'question.write' },
  input: z.object({ ids: z.array(id).min(1).max(200), retired: z.boolean() }),
  output: z.object({ changed: z.number() }),
})
export const importQuestions = route({
  method: 'POST',
  path: '/api/question-banks/:id/imports',
  summary: 'Add questions from a CSV or workbook (the body); what the bank knows already is passed over',
  access: { right: 'question.write' },
  input: one.extend({ fileName: z.string().max(200).default('questions.csv') }),
  output: questionImport,
  maxBytes: QUESTION_FILE_BYTES,
})
export const questionRejects = route({
  method: 'GET',
  path: '/api/question-imports/:id/rejects.csv',
  summary: 'Rows that were not taken, with the reason in the last column: mend them and send the file again',
  access: { right: 'question.write' },
  input: one,
  output: z.string(),
})
export const exportQuestions = route({
  method: 'GET',
  path: '/api/question-banks/:id/questions.csv',
  summary: 'All questions of a bank as CSV, in the columns the import reads',
  access: { right: 'question.read' },
  input: one,
  output: z.string(),
})
