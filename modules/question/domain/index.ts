export * from './grade-answer.ts'
export * from './option-letter.ts'
