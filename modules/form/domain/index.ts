export * from './check-answers.ts'
export * from './templates.ts'
