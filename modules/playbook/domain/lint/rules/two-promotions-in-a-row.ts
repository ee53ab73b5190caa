import { lintRule } from '@grove/playbook-kit/contract'
import type { LintSubject } from '../subject.ts'
import { postsOf } from '../typical-weeks.ts'

export const twoPromotionsInARow = lintRule<LintSubject>({
  id: 'two-promotions-in-a-row',
  severity: 'error',
  title: { zh: '连着两条推销', en: 'Two promotions in a row' },
  reason: {
    zh: '连着两条都在卖，成员往上一翻全是广告，下一步就是免打扰。两条推销之间，至少有一条有用或好玩的。',
    en: 'Two promotions after each other and the group looks like a billboard; the next thing is mute. Something useful or fun goes in between.',
  },
  trips:
    'steps:\n  - { id: a, title: A, marketing: promotion, when: { day: 1, at: "09:00" }, do: { kind: send, text: Buy } }\n  - { id: b, title: B, marketing: promotion, when: { day: 2, at: "09:00" }, do: { kind: send, text: Buy } }',
  passes:
    'steps:\n  - { id: a, title: A, marketing: promotion, when: { day: 1, at: "09:00" }, do: { kind: send, text: Buy } }\n  - { id: tip, title: Tip, when: { day: 1, at: "15:00" }, do: { kind: send, text: A tip } }\n  - { id: b, title: B, marketing: promotion, when: { day: 2, at: "09:00" }, do: { kind: send, text: Buy } }',
  check: (subject) => {
    const posts = postsOf(subject)
    const told = new Set<number>()
    return posts.flatMap((post, place) => {
      const before = posts[place - 1]
      if (post.step.marketing !== 'promotion' || before?.step.marketing !== 'promotion' || told.has(post.index)) return []
      told.add(post.index)
      return [
        {
          path: ['steps', post.index],
          message: {
            zh: `${before.step.id} 之后紧接着又是推销`,
            en: `Another promotion directly after ${before.step.id}`,
          },
          hint: { zh: '中间加一条知识、互动或服务', en: 'Put a tip, a game or a service in between' },
        },
      ]
    })
  },
})
