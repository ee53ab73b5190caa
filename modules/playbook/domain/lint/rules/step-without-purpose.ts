import { lintRule } from '@grove/playbook-kit/contract'
import type { LintSubject } from '../subject.ts'

export const stepWithoutPurpose = lintRule<LintSubject>({
  id: 'step-without-purpose',
  severity: 'warning',
  title: { zh: '步骤没写目的', en: 'A step without a purpose' },
  reason: {
    zh: '照抄动作却不知道为什么做，是社群死掉的第一个原因。写下成员能得到什么，做的人才知道怎么做好。',
    en: 'Copying actions without knowing why is the first cause of death of communities. Say what the member gets, and whoever does it can do it well.',
  },
  trips: 'steps: [{ id: hello, title: Hello, when: { day: 1, at: "09:00" }, do: { kind: send, text: Hello } }]',
  passes:
    'steps: [{ id: hello, title: Hello, why: Knows what the group is for, when: { day: 1, at: "09:00" }, do: { kind: send, text: Hello } }]',
  check: ({ definition }) =>
    definition.steps.flatMap((step, index) =>
      step.why === undefined && step.do.kind !== 'mark' && step.do.kind !== 'branch'
        ? [
            {
              path: ['steps', index],
              message: { zh: `步骤 ${step.id} 没有写目的`, en: `Step ${step.id} has no purpose` },
              hint: { zh: '加一行 why：成员从这一步得到什么', en: 'Add a line `why`: what the member gets from it' },
            },
          ]
        : [],
    ),
})
