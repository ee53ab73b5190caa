export { lintPlaybook, type LintFinding, type LintOptions } from './lint-playbook.ts'
export { ownLintRules } from './rules/index.ts'
export type { LintSubject } from './subject.ts'
