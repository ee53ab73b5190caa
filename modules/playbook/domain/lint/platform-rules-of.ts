import type { LintRule, PlatformRule } from '@grove/playbook-kit/contract'
import { ownLintRules } from './rules/index.ts'
import type { LintSubject } from './subject.ts'

type Guard = LintRule<LintSubject> & { readonly platform: PlatformRule }

/** Rules that guard what a platform forbids, not what the method advises. */
export const platformRules: readonly Guard[] = ownLintRules.filter((rule): rule is Guard => rule.platform !== undefined)
