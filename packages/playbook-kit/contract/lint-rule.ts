import type { Text } from './text.ts'

export type Severity = 'error' | 'warning'

/** One place where a playbook breaks a rule. `path` leads into the document, e.g. `['steps', 3, 'why']`. */
export interface Finding {
  readonly path: readonly (string | number)[]
  /** What is wrong there, for the person who wrote it. */
  readonly message: { readonly zh: string; readonly en: string }
  /** What to do instead, when one thing can be named. */
  readonly hint?: { readonly zh: string; readonly en: string }
}

/**
 * A rule of the method. `S` is what it looks at; the playbook module says what that is (`LintSubject`).
 * Examples are YAML whose keys replace those of the smallest valid playbook, so they show only what matters.
 */
export interface LintRule<S = never> {
  /** kebab-case, unique, never reused: workspaces switch rules off by it. */
  readonly id: string
  readonly severity: Severity
  readonly title: Text
  /** Why the method asks for it. */
  readonly reason: { readonly zh: string; readonly en: string }
  readonly trips: string
  readonly passes: string
  readonly check: (subject: S) => readonly Finding[]
  /** Set when it guards a rule of a platform, not of the method: what it is about, words that break it, and words that do the same within it. */
  readonly platform?: PlatformRule
}

export interface PlatformRule {
  readonly topic: 'fission' | 'check_in' | 'forced_share'
  readonly example: { readonly zh: string; readonly en: string }
  readonly allowed: { readonly zh: string; readonly en: string }
}

export function lintRule<S>(rule: LintRule<S>): LintRule<S> {
  return rule
}
