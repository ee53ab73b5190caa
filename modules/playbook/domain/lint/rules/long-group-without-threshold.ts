import { lintRule } from '@grove/playbook-kit/contract'
import type { LintSubject } from '../subject.ts'
import { TYPE_FACTS } from '@grove/community/contract'
import { daysOf } from '../typical-weeks.ts'

const MOST_DAYS = 30

export const longGroupWithoutThreshold = lintRule<LintSubject>({
  id: 'long-group-without-threshold',
  severity: 'warning',
  title: { zh: '长期群没有门槛', en: 'A long-lived group without threshold' },
  reason: {
    zh: '超过 30 天的群要有门槛：付费、买过、审核都行。谁都能进的群，最先沉默的是最值得留的人。',
    en: 'A group of more than 30 days needs a threshold: payment, a purchase, an application. Where anybody walks in, those worth keeping fall silent first.',
  },
  trips: 'lasts: 60d',
  passes: 'lasts: 60d\nentry: { screening: true, note: Bought here once }',
  check: ({ definition }) => {
    const ofGroup = definition.steps.some((step) => step.track === 'community')
    const byType = Math.max(...definition.communityTypes.map((type) => (TYPE_FACTS[type].lifetimeHours ?? Infinity) / 24))
    const days = definition.lasts === undefined ? byType : daysOf(definition)
    return ofGroup && days > MOST_DAYS && definition.entry?.screening !== true
      ? [
          {
            path: definition.entry ? ['entry', 'screening'] : [],
            message: { zh: '这个群超过 30 天，却没有入群门槛', en: 'The group lives for more than 30 days and lets anybody in' },
            hint: {
              zh: '加 entry: { screening: true, note: … }，说明按什么筛',
              en: 'Add `entry: { screening: true, note: … }` and say by what',
            },
          },
        ]
      : []
  },
})
