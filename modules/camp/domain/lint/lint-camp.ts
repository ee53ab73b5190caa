import type { CampPlan } from '../../contract/index.ts'
import { campRules } from './rules.ts'

export interface CampWords {
  readonly zh: string
  readonly en: string
}
export interface CampFinding {
  readonly rule: string
  readonly severity: 'error' | 'warning'
  readonly message: CampWords
  readonly reason: CampWords
}
/** A rule of the method about a plan. The examples are plans that break it and keep it, as changes of a sound one. */
export interface CampRule {
  readonly id: string
  readonly severity: 'error' | 'warning'
  readonly reason: CampWords
  readonly trips: Partial<CampPlan>
  readonly passes: Partial<CampPlan>
  readonly check: (plan: CampPlan) => readonly CampWords[]
}

/** What the method holds against a plan: errors first, in the order of the rules. */
export function lintCamp(plan: CampPlan): readonly CampFinding[] {
  return campRules
    .flatMap(({ id, severity, reason, check }) => check(plan).map((message) => ({ rule: id, severity, reason, message })))
    .toSorted((a, b) => Number(a.severity === 'warning') - Number(b.severity === 'warning'))
}
