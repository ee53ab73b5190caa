import { lintRule } from '@grove/playbook-kit/contract'
import type { LintSubject } from '../subject.ts'
import { daysOf, postsOf } from '../typical-weeks.ts'

export const campDayLeftEmpty = lintRule<LintSubject>({
  id: 'camp-day-left-empty',
  severity: 'warning',
  title: { zh: '训练营有一天空着', en: 'A camp day with nothing in it' },
  reason: {
    zh: '训练营靠每天一次的节奏。空一天，第二天回来的人就少一截。休息日也说一句：今天休息，做一次补卡。',
    en: 'A camp lives on its daily beat. After an empty day fewer come back. Say something on a day of rest too: rest, and use a make-up card.',
  },
  trips:
    'communityTypes: [camp]\nlasts: 3d\nsteps: [{ id: a, title: Lesson, when: { day: 1, at: "10:00" }, do: { kind: send, text: Lesson } }]',
  passes:
    'communityTypes: [camp]\nlasts: 3d\nsteps: [{ id: a, title: Lesson, when: { daily: all, at: "10:00" }, do: { kind: send, text: Lesson } }]',
  check: (subject) => {
    const days = daysOf(subject.definition)
    if (!subject.definition.communityTypes.includes('camp') || days > 30) return []
    const busy = new Set(postsOf(subject).map((post) => post.day))
    const empty = Array.from({ length: Math.min(28, days) }, (_, at) => at + 1).filter((day) => !busy.has(day))
    return empty.length === 0
      ? []
      : [
          {
            path: ['steps'],
            message: {
              zh: `第 ${empty.slice(0, 5).join('、')} 天什么都没有`,
              en: `Nothing happens on day ${empty.slice(0, 5).join(', ')}`,
            },
            hint: {
              zh: '加一步 when: { daily: all, at: "08:30" } 的每日一课',
              en: 'Add a daily lesson with `when: { daily: all, at: "08:30" }`',
            },
          },
        ]
  },
})
