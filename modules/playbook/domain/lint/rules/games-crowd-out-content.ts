import { lintRule } from '@grove/playbook-kit/contract'
import type { LintSubject } from '../subject.ts'
import { postsOf } from '../typical-weeks.ts'

const MOST_GAMES = 5

export const gamesCrowdOutContent = lintRule<LintSubject>({
  id: 'games-crowd-out-content',
  severity: 'warning',
  title: { zh: '游戏盖过了内容', en: 'Games crowd out the content' },
  reason: {
    zh: '游戏是穿插，不是主食。一周里游戏比有用的内容还多，来的人会为奖品来，奖品一停就走。',
    en: 'Games go in between; they are not the meal. Where a week has more games than useful posts, people come for the prizes and leave with them.',
  },
  trips:
    'lasts: 7d\nsteps:\n  - { id: a, title: Tip, topic: knowledge, when: { day: 1, at: "10:00" }, do: { kind: send, text: Tip } }\n  - { id: g, title: Game, topic: game, when: { daily: all, at: "12:00" }, do: { kind: send, text: Guess A or B } }',
  passes:
    'lasts: 7d\nsteps:\n  - { id: a, title: Tip, topic: knowledge, when: { daily: all, at: "10:00" }, do: { kind: send, text: Tip } }\n  - { id: g, title: Game, topic: game, when: { weekly: [tue, thu], at: "12:00" }, do: { kind: send, text: Guess A or B } }',
  check: (subject) => {
    const first = postsOf(subject).filter((post) => post.day <= 7 && post.outward && !('after' in post.step.when))
    const games = first.filter((post) => post.step.topic === 'game')
    const useful = first.filter((post) => ['knowledge', 'service', 'news', 'care'].includes(post.step.topic ?? ''))
    const [game] = games
    return game && games.length > MOST_GAMES && games.length > useful.length
      ? [
          {
            path: ['steps', game.index],
            message: {
              zh: `第一周 ${games.length} 场游戏，有用的内容只有 ${useful.length} 条`,
              en: `The first week has ${games.length} games and ${useful.length} useful posts`,
            },
            hint: { zh: '游戏减到一周两次，把位置留给内容', en: 'Two games a week are enough; give the place to content' },
          },
        ]
      : []
  },
})
