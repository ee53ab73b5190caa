import type { LintRule, PlaybookKinds, Severity, Text } from '@grove/playbook-kit/contract'
import type { Definition } from '../../contract/index.ts'
import { placesIn } from '../parse/index.ts'
import { ownLintRules } from './rules/index.ts'
import type { LintSubject } from './subject.ts'

/** A finding with its rule and the line of the text it stands on. */
export interface LintFinding {
  readonly rule: string
  readonly severity: Severity
  readonly path: (string | number)[]
  readonly line: number
  readonly message: Text
  readonly hint?: Text
}

export interface LintOptions {
  readonly kinds: PlaybookKinds
  /** Rules the workspace switched off. */
  readonly off: readonly string[]
  /** Rules nobody may break here: what they find is an error. */
  readonly forbidden?: readonly string[]
  /** Rules that modules registered. */
  readonly added: readonly LintRule<never>[]
  /** Groups the busiest owner would run by it at once; leave out when unknown. */
  readonly groupsPerOwner?: number
  /** The text the definition was read from; line 1 for everything without it. */
  readonly source?: string
}

/** Where a valid playbook breaks the rules of the method, in the order of its text. */
export function lintPlaybook(definition: Definition, options: LintOptions): readonly LintFinding[] {
  const subject: LintSubject = { definition, kinds: options.kinds, groupsPerOwner: options.groupsPerOwner ?? null }
  const placeOf = options.source === undefined ? () => ({ line: 1 }) : placesIn(options.source)
  const rules = [...ownLintRules, ...(options.added as readonly LintRule<LintSubject>[])].filter((rule) => !options.off.includes(rule.id))
  const findings = rules.flatMap((rule) =>
    rule.check(subject).map((finding) => ({
      rule: rule.id,
      severity: options.forbidden?.includes(rule.id) ? 'error' : rule.severity,
      path: [...finding.path],
      line: placeOf(finding.path).line,
      message: finding.message,
      ...(finding.hint && { hint: finding.hint }),
    })),
  )
  return findings.sort((a, b) => a.line - b.line || a.rule.localeCompare(b.rule))
}
