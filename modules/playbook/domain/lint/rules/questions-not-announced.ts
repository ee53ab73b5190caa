import { lintRule } from '@grove/playbook-kit/contract'
import type { LintSubject } from '../subject.ts'
import { announcesQuestions, opensQuestions } from '../questions.ts'
import { postsOf } from '../typical-weeks.ts'

const AHEAD_MS = 36 * 3_600_000

export const questionsNotAnnounced = lintRule<LintSubject>({
  id: 'questions-not-announced',
  severity: 'warning',
  title: { zh: '答疑没有预告', en: 'Questions that were not announced' },
  reason: {
    zh: '没有预告的答疑，到点只有冷场。提前一天说，大家才会把问题攒好、把时间留出来。',
    en: 'Without notice the hour begins in silence. Told a day before, members collect questions and keep the time.',
  },
  trips:
    'steps: [{ id: qa, title: Questions, topic: service, when: { weekly: [wed], at: "14:00" }, who: owner, do: { kind: ask, instructions: Answer } }]',
  passes:
    'steps:\n  - { id: notice, title: Questions tomorrow, topic: notice, when: { weekly: [tue], at: "18:00" }, do: { kind: send, text: Tomorrow } }\n  - { id: qa, title: Questions, topic: service, when: { weekly: [wed], at: "14:00" }, who: owner, do: { kind: ask, instructions: Answer } }',
  check: (subject) => {
    const posts = postsOf(subject)
    const told = new Set<number>()
    return posts.flatMap((post) => {
      if (!opensQuestions(post.step) || told.has(post.index)) return []
      const announced = posts.some((other) => announcesQuestions(other.step) && other.at < post.at && other.at >= post.at - AHEAD_MS)
      if (announced) return []
      told.add(post.index)
      return [
        {
          path: ['steps', post.index],
          message: { zh: `答疑 ${post.step.id} 前一天没有预告`, en: `${post.step.id} is not announced the day before` },
          hint: { zh: '前一天加一条 topic: notice 的“答疑预告”', en: 'Add a post with `topic: notice` about the questions the day before' },
        },
      ]
    })
  },
})
