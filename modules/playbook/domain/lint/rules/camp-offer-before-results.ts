import { lintRule } from '@grove/playbook-kit/contract'
import type { LintSubject } from '../subject.ts'
import { postsOf } from '../typical-weeks.ts'
import { wordsOf } from '../words-of.ts'

const RESULTS = /(结营|毕业)[\s\S]*(成果|证书|作品|记录)|graduat[\s\S]*(result|certificate|work|record)/i

export const campOfferBeforeResults = lintRule<LintSubject>({
  id: 'camp-offer-before-results',
  severity: 'error',
  title: { zh: '成果还没出来就开始卖', en: 'An offer before the results' },
  reason: {
    zh: '训练营卖的是结果。还没看到自己的变化就听到价格，前面的体验都像铺垫，信任一下就没了。先结营看成果，再给下一步。',
    en: 'A camp sells results. A price before one has seen the own change turns all that went before into a pitch. Graduation first, then what comes next.',
  },
  trips:
    'communityTypes: [camp]\nlasts: 7d\nsteps:\n  - { id: buy, title: Offer, topic: product, when: { day: 5, at: "20:00" }, do: { kind: send, text: The course } }\n  - { id: end, title: Graduation, when: { day: 7, at: "19:00" }, do: { kind: send, text: Your results and certificate } }',
  passes:
    'communityTypes: [camp]\nlasts: 7d\nsteps:\n  - { id: end, title: Graduation, when: { day: 7, at: "19:00" }, do: { kind: send, text: Your results and certificate } }\n  - { id: buy, title: Offer, topic: product, when: { day: 7, at: "20:00" }, do: { kind: send, text: The course } }',
  check: (subject) => {
    const { definition } = subject
    if (!definition.communityTypes.includes('camp')) return []
    const posts = postsOf(subject)
    const results = posts.find((post) => post.outward && RESULTS.test(wordsOf(post.step, definition)))?.at ?? Infinity
    const early = posts.find((post) => post.at < results && (post.step.topic === 'product' || post.step.marketing !== 'none'))
    return early
      ? [
          {
            path: ['steps', early.index],
            message: {
              zh: `${early.step.id} 在结营看成果之前就提到产品`,
              en: `${early.step.id} sells before graduation has shown results`,
            },
            hint: { zh: '挪到结营那一步之后，隔开半小时以上', en: 'Move it after the graduation step, half an hour later at least' },
          },
        ]
      : []
  },
})
