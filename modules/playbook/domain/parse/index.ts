export { distance, nearest } from './nearest.ts'
export { needsPerson, outcomesOf } from './outcomes.ts'
export * from './parse-playbook.ts'
export type { Path, Problem } from './problem.ts'
