import type { LintRule } from '@grove/playbook-kit/contract'
import type { LintSubject } from '../subject.ts'
import { noGoalFigure } from './no-goal-figure.ts'
import { stepWithoutPurpose } from './step-without-purpose.ts'

/** Rules of the method that come with the language; modules register more. */
export const ownLintRules: readonly LintRule<LintSubject>[] = [noGoalFigure, stepWithoutPurpose]
