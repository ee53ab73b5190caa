export * from './days.ts'
export { type CampFinding, lintCamp } from './lint/lint-camp.ts'
