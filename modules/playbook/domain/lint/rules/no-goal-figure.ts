import { lintRule } from '@grove/playbook-kit/contract'
import type { LintSubject } from '../subject.ts'

export const noGoalFigure = lintRule<LintSubject>({
  id: 'no-goal-figure',
  severity: 'warning',
  title: { zh: '没有目标指标', en: 'No goal figure' },
  reason: {
    zh: '没有一个说好的数，就没法判断这套剧本好不好，也没法和别的剧本比。',
    en: 'Without one agreed figure nobody can say whether the playbook works, or compare it with another.',
  },
  trips: 'title: Without a goal',
  passes: 'goal: { text: Newcomers feel at home, figure: retention_7d }',
  check: ({ definition }) =>
    definition.goal === undefined
      ? [
          {
            path: [],
            message: { zh: '这套剧本没有目标指标', en: 'The playbook has no goal figure' },
            hint: {
              zh: '加上 goal：一句话的目标和用来判断的那一个指标',
              en: 'Add `goal`: one sentence, and the one figure it is judged by',
            },
          },
        ]
      : [],
})
