import { lintRule } from '@grove/playbook-kit/contract'
import type { LintSubject } from '../subject.ts'
import { opensQuestions } from '../questions.ts'
import { hasWeeklyRhythm } from '../weekly-rhythm.ts'

export const noHalfDayOfQuestions = lintRule<LintSubject>({
  id: 'no-half-day-of-questions',
  severity: 'warning',
  title: { zh: '没有每周的半天答疑', en: 'No half-day of questions' },
  reason: {
    zh: '每周固定半天有人专门答问题，成员才知道什么时候能问到人；随时都能问，往往等于没人答。',
    en: 'A fixed half-day when somebody answers tells members when to ask. “Any time” mostly means “nobody”.',
  },
  trips:
    'communityTypes: [benefit]\nsteps:\n  - { id: mon, title: Plan, topic: notice, when: { weekly: [mon], at: "10:00" }, do: { kind: send, text: Plan } }\n  - { id: wed, title: Tip, topic: knowledge, when: { weekly: [wed], at: "10:00" }, do: { kind: send, text: Tip } }\n  - { id: fri, title: Digest, topic: review, when: { weekly: [fri], at: "10:00" }, do: { kind: send, text: Digest } }\n  - { id: sat, title: Show, topic: social, when: { weekly: [sat], at: "10:00" }, do: { kind: send, text: Show } }',
  passes:
    'communityTypes: [benefit]\nsteps:\n  - { id: mon, title: Plan, topic: notice, when: { weekly: [mon], at: "10:00" }, do: { kind: send, text: Plan } }\n  - { id: wed, title: Tip, topic: knowledge, when: { weekly: [wed], at: "10:00" }, do: { kind: send, text: Tip } }\n  - { id: fri, title: Digest, topic: review, when: { weekly: [fri], at: "10:00" }, do: { kind: send, text: Digest } }\n  - { id: sat, title: Show, topic: social, when: { weekly: [sat], at: "10:00" }, do: { kind: send, text: Show } }\n  - { id: qa, title: { zh: 半天答疑, en: Questions }, when: { weekly: [wed], at: "14:00" }, who: owner, do: { kind: ask, instructions: Answer } }',
  check: (subject) =>
    hasWeeklyRhythm(subject) && !subject.definition.steps.some(opensQuestions)
      ? [
          {
            path: ['steps'],
            message: { zh: '没有固定的半天答疑', en: 'There is no fixed half-day of questions' },
            hint: {
              zh: '加一步请人主持的“答疑”，固定在一周的某一天，前一天预告',
              en: 'Add a step titled “Questions” that a person hosts, on a fixed weekday, announced the day before',
            },
          },
        ]
      : [],
})
