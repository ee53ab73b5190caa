import type { CommunityType } from '@grove/community/contract'
import type { Finding } from '@grove/playbook-kit/contract'
import type { LintSubject } from './subject.ts'

const CLOSES = new Set(['closeCommunity', 'transfer'])

/** Finds playbooks of a type that neither close the group nor take everybody on. */
export function closingRule(type: CommunityType): (subject: LintSubject) => readonly Finding[] {
  return ({ definition }) =>
    definition.communityTypes.includes(type) && !definition.steps.some((step) => CLOSES.has(step.do.kind))
      ? [
          {
            path: ['steps'],
            message: { zh: '没有关群或转走成员的步骤', en: 'No step closes the group or takes its members on' },
            hint: { zh: '最后加一步 closeCommunity 或 transfer', en: 'Add a last step `closeCommunity` or `transfer`' },
          },
        ]
      : []
}
