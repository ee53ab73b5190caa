import { lintRule } from '@grove/playbook-kit/contract'
import type { LintSubject } from '../subject.ts'
import { postsOf } from '../typical-weeks.ts'

const LIVELY = new Set(['game', 'social'])

export const productWithoutActivityFirst = lintRule<LintSubject>({
  id: 'product-without-activity-first',
  severity: 'warning',
  title: { zh: '没有活动就发产品', en: 'A product post without an activity before it' },
  reason: {
    zh: '先有热闹，再提产品。当天没有活动或话题，产品消息掉在冷清的群里，看的人少，嫌的人多。',
    en: 'First the peak, then the product. Without a game or a talk on that day the post falls into a silent group: few read it, many mind.',
  },
  trips: 'steps: [{ id: buy, title: Buy, topic: product, when: { day: 1, at: "10:00" }, do: { kind: send, text: New in } }]',
  passes:
    'steps:\n  - { id: game, title: Game, topic: game, when: { day: 1, at: "09:30" }, do: { kind: send, text: Guess } }\n  - { id: buy, title: Buy, topic: product, when: { day: 1, at: "10:00" }, do: { kind: send, text: New in } }',
  check: (subject) => {
    const posts = postsOf(subject)
    const told = new Set<number>()
    return posts.flatMap((post, place) => {
      if ((post.step.topic !== 'product' && post.step.marketing !== 'promotion') || told.has(post.index)) return []
      const lively = posts.slice(0, place).some((other) => other.day === post.day && LIVELY.has(other.step.topic ?? ''))
      if (lively) return []
      told.add(post.index)
      return [
        {
          path: ['steps', post.index],
          message: {
            zh: `产品消息 ${post.step.id} 之前，当天没有活动`,
            en: `No activity comes before the product post ${post.step.id} on its day`,
          },
          hint: {
            zh: '挂在当天的小游戏后面：when: { after: 游戏, delay: 20m }',
            en: 'Hang it on a game of that day: `when: { after: game, delay: 20m }`',
          },
        },
      ]
    })
  },
})
