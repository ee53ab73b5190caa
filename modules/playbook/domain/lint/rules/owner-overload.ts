import { lintRule } from '@grove/playbook-kit/contract'
import type { LintSubject } from '../subject.ts'
import { typicalActs } from '../typical-weeks.ts'

const MOST_GROUPS = 10

export const ownerOverload = lintRule<LintSubject>({
  id: 'owner-overload',
  severity: 'warning',
  title: { zh: '同一分钟要群主管太多群', en: 'Too many groups in one minute' },
  reason: {
    zh: '一个人同一时间照看不了十个以上的群。按钟点要人做的步骤，群一多就全部迟到。',
    en: 'Nobody looks after more than ten groups at one minute. Work that falls due by the clock is late in all of them.',
  },
  trips: 'steps: [{ id: host, title: Host, when: { day: 1, at: "10:00" }, who: owner, do: { kind: ask, instructions: Host the hour } }]',
  passes: 'steps: [{ id: tip, title: Tip, when: { day: 1, at: "10:00" }, do: { kind: send, text: A tip } }]',
  check: (subject) => {
    const groups = subject.groupsPerOwner
    if (groups === null || groups <= MOST_GROUPS) return []
    const told = new Set<number>()
    return typicalActs(subject, 'community').flatMap(({ step, index, time }) => {
      const person = step.who !== 'system' || step.confirm || step.do.kind === 'ask'
      if (!person || told.has(index)) return []
      told.add(index)
      return [
        {
          path: ['steps', index],
          message: {
            zh: `${time} 的 ${step.id} 要一个人同时照看 ${groups} 个群`,
            en: `${step.id} at ${time} asks one person for ${groups} groups at once`,
          },
          hint: { zh: '错开各群的时间，或多安排一位群主', en: 'Spread the groups over the hour, or give some to another owner' },
        },
      ]
    })
  },
})
