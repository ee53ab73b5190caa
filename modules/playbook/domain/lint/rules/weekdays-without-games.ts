import { lintRule } from '@grove/playbook-kit/contract'
import type { LintSubject } from '../subject.ts'
import { postsOf } from '../typical-weeks.ts'
import { hasWeeklyRhythm } from '../weekly-rhythm.ts'

export const weekdaysWithoutGames = lintRule<LintSubject>({
  id: 'weekdays-without-games',
  severity: 'warning',
  title: { zh: '一周里没有穿插小游戏', en: 'Weekdays without games' },
  reason: {
    zh: '一周两次短游戏，隔开几天（比如周二、周四），200 人的群能有 70 到 100 人动起来；只发内容的群会越来越静。',
    en: 'Two short games a week some days apart, such as Tuesday and Thursday, get 70 to 100 of 200 members moving; content alone goes quiet.',
  },
  trips:
    'communityTypes: [benefit]\nsteps:\n  - { id: mon, title: Plan, topic: notice, when: { weekly: [mon], at: "10:00" }, do: { kind: send, text: Plan } }\n  - { id: wed, title: Tip, topic: knowledge, when: { weekly: [wed], at: "10:00" }, do: { kind: send, text: Tip } }\n  - { id: fri, title: Digest, topic: review, when: { weekly: [fri], at: "10:00" }, do: { kind: send, text: Digest } }\n  - { id: sat, title: Show, topic: social, when: { weekly: [sat], at: "10:00" }, do: { kind: send, text: Show } }',
  passes:
    'communityTypes: [benefit]\nsteps:\n  - { id: mon, title: Plan, topic: notice, when: { weekly: [mon], at: "10:00" }, do: { kind: send, text: Plan } }\n  - { id: wed, title: Tip, topic: knowledge, when: { weekly: [wed], at: "10:00" }, do: { kind: send, text: Tip } }\n  - { id: fri, title: Digest, topic: review, when: { weekly: [fri], at: "10:00" }, do: { kind: send, text: Digest } }\n  - { id: sat, title: Show, topic: social, when: { weekly: [sat], at: "10:00" }, do: { kind: send, text: Show } }\n  - { id: game, title: Game, topic: game, when: { weekly: [tue, thu], at: "20:00" }, do: { kind: send, text: Guess } }',
  check: (subject) => {
    if (!hasWeeklyRhythm(subject)) return []
    const days = [...new Set(postsOf(subject).flatMap((post) => (post.step.topic === 'game' ? [post.weekday] : [])))]
    const apart = days.some((one) => days.some((other) => Math.abs(one - other) >= 2 && Math.abs(one - other) <= 5))
    return apart
      ? []
      : [
          {
            path: ['steps'],
            message: { zh: '一周里没有隔开的两次小游戏', en: 'The week lacks two games some days apart' },
            hint: {
              zh: '加一步 topic: game，when: { weekly: [tue, thu], at: "20:00" }',
              en: 'Add a step with `topic: game` and `when: { weekly: [tue, thu], at: "20:00" }`',
            },
          },
        ]
  },
})
