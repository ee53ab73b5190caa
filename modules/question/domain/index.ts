export { builtinBanks } from './builtin.ts'
export * from './grade-answer.ts'
export * from './option-letter.ts'
