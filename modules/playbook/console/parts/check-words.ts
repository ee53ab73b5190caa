import type { Translator } from '@grove/i18n'
import type { CodeProblem } from '@grove/ui'
import { textIn } from '@grove/playbook-kit/contract'
import type { Check } from './use-draft.ts'

/** One complaint about the draft, whether the language or a rule of the method makes it. */
export interface Complaint {
  readonly key: string
  readonly severity: 'error' | 'warning'
  readonly path: readonly (string | number)[]
  readonly line: number
  readonly column?: number
  readonly words: string
  readonly hint: string | undefined
  /** Rule of the method; undefined for a mistake of the language, which can't be switched off. */
  readonly rule: string | undefined
}

/** Everything wrong with the draft, errors first, in the order of the text. */
export function complaintsOf(check: Check, t: Translator): readonly Complaint[] {
  const problems = check.problems.map((problem, index): Complaint => {
    const known = t.has(`playbook.problem.${problem.code}`)
    return {
      key: `p${index}`,
      severity: 'error',
      path: problem.path,
      line: problem.line,
      column: problem.column,
      words: known ? t(`playbook.problem.${problem.code}`, asTexts(problem.data)) : t('playbook.problem.other', { code: problem.code }),
      hint: problem.hint === undefined ? undefined : t('playbook.problem.instead', { hint: problem.hint }),
      rule: undefined,
    }
  })
  const findings = check.findings.map(
    (finding, index): Complaint => ({
      key: `f${index}`,
      severity: finding.severity,
      path: finding.path,
      line: finding.line,
      words: textIn(finding.message, t.locale),
      hint: finding.hint === undefined ? undefined : textIn(finding.hint, t.locale),
      rule: finding.rule,
    }),
  )
  return [...problems, ...findings].sort((a, b) => Number(a.severity === 'warning') - Number(b.severity === 'warning') || a.line - b.line)
}

/** The same for the editor's gutter. */
export function gutterOf(complaints: readonly Complaint[]): readonly CodeProblem[] {
  return complaints.map(({ line, column, severity, words, hint, rule }) => ({
    line,
    ...(column === undefined ? {} : { column }),
    severity,
    message: hint ? `${words} ${hint}` : words,
    ...(rule ? { rule } : {}),
  }))
}

/** Index of the step a complaint is about. */
export function stepOf(complaint: Pick<Complaint, 'path'>): number | undefined {
  const [head, index] = complaint.path
  return head === 'steps' && typeof index === 'number' ? index : undefined
}

/** Numbers of a problem are positions and bounds: written as they stand. */
function asTexts(data: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, String(value)]))
}
