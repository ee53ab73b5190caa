import { lintRule } from '@grove/playbook-kit/contract'
import type { LintSubject } from '../subject.ts'

export const marketingInLoyal = lintRule<LintSubject>({
  id: 'marketing-in-loyal',
  severity: 'error',
  title: { zh: '铁粉群里推销', en: 'Selling in a loyal group' },
  reason: {
    zh: '铁粉群靠文化和连接。推销一次，就把“自己人”变回了“客户”；要卖，放到别的群或私下。',
    en: 'A loyal group lives on culture and links. One promotion turns friends back into customers; sell elsewhere.',
  },
  trips:
    'communityTypes: [loyal]\nsteps: [{ id: buy, title: Buy, marketing: soft, when: { day: 1, at: "09:00" }, do: { kind: send, text: Something new } }]',
  passes:
    'communityTypes: [loyal]\nsteps: [{ id: digest, title: Digest, when: { day: 1, at: "09:00" }, do: { kind: send, text: Best of the week } }]',
  check: ({ definition }) =>
    definition.communityTypes.includes('loyal')
      ? definition.steps.flatMap((step, index) =>
          step.marketing === 'none'
            ? []
            : [
                {
                  path: ['steps', index, 'marketing'],
                  message: { zh: `步骤 ${step.id} 在铁粉群里推销`, en: `Step ${step.id} sells in a loyal group` },
                  hint: { zh: '删掉，或移到福利群的剧本里', en: 'Drop it, or move it to the playbook of a benefit group' },
                },
              ],
        )
      : [],
})
