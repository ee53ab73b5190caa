import { defineModule, endpoint, rawEndpoint } from '@grove/kernel/server'
import * as api from '../contract/index.ts'
import { addBuiltinBanks, installBanks } from './add-builtin-banks.ts'
import { exportQuestions, questionRejects } from './export-questions.ts'
import { importQuestions } from './import-questions.ts'
import { getBank, listBanks, listQuestions } from './read.ts'
import { retireQuestions } from './retire-questions.ts'
import { createBank, saveBank } from './save-bank.ts'
import { addQuestion, saveQuestion } from './save-question.ts'

export { drawQuestions, type DrawnQuestion, questionsById } from './draw-questions.ts'
export { bankByKey } from './store.ts'
export { createBank } from './save-bank.ts'
export { addQuestion } from './save-question.ts'

/** Question banks of exams and games. */
export const question = defineModule({
  name: 'question',
  tier: 2,
  rights: {
    'question.read': ['head', 'operator', 'owner', 'viewer'],
    'question.write': ['head', 'operator'],
  },
  errors: api.questionErrors,
  api: [
    endpoint(api.listBanks, listBanks),
    endpoint(api.getBank, getBank),
    endpoint(api.createBank, createBank),
    endpoint(api.saveBank, saveBank),
    endpoint(api.addBuiltinBanks, addBuiltinBanks),
    endpoint(api.listQuestions, listQuestions),
    endpoint(api.addQuestion, addQuestion),
    endpoint(api.saveQuestion, saveQuestion),
    endpoint(api.retireQuestions, retireQuestions),
    rawEndpoint(api.importQuestions, async (ctx, input, { request }) => {
      const bytes = Buffer.from(await request.arrayBuffer())
      return Response.json(await importQuestions(ctx, { ...input, bytes }))
    }),
    rawEndpoint(api.questionRejects, questionRejects),
    rawEndpoint(api.exportQuestions, exportQuestions),
  ],
  migrations: new URL('./migrations/', import.meta.url),
  seed: async (ctx) => {
    await installBanks(ctx)
  },
})
