export { type LintFinding, type LintOptions, lintPlaybook } from './lint-playbook.ts'
export { ownLintRules } from './rules/index.ts'
export { platformRules } from './platform-rules-of.ts'
export type { LintSubject } from './subject.ts'
