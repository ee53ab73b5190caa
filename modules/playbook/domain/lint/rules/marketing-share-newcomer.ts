import { lintRule } from '@grove/playbook-kit/contract'
import type { LintSubject } from '../subject.ts'
import { TYPE_FACTS } from '@grove/community/contract'

const WEIGHT = { none: 0, soft: 0.5, promotion: 1 } as const

export const marketingShareNewcomer = lintRule<LintSubject>({
  id: 'marketing-share-newcomer',
  severity: 'error',
  title: { zh: '新用户群推销太多', en: 'Too much selling in a newcomer group' },
  reason: {
    zh: '新人还不认识你。新用户群先服务，推销不超过所发内容的一成半（顺带提一句产品算半条），否则前三天就把人卖跑了。',
    en: 'Newcomers do not know you yet. Service first: no more than 15 % of what is sent may sell (a product in passing counts half), or they are gone in three days.',
  },
  trips: 'steps: [{ id: buy, title: Buy, marketing: promotion, when: { day: 1, at: "09:00" }, do: { kind: send, text: Buy now } }]',
  passes: 'steps: [{ id: tip, title: Tip, when: { day: 1, at: "09:00" }, do: { kind: send, text: A tip } }]',
  check: ({ definition, kinds }) => {
    if (!definition.communityTypes.includes('newcomer')) return []
    const sends = definition.steps.flatMap((step, index) => (kinds.actions.get(step.do.kind)?.outward ? [{ step, index }] : []))
    const selling = sends.filter(({ step }) => step.marketing !== 'none')
    const share = (100 * selling.reduce((sum, { step }) => sum + WEIGHT[step.marketing], 0)) / Math.max(1, sends.length)
    const most = TYPE_FACTS.newcomer.promotionShare
    const [first] = selling
    if (share <= most || !first) return []
    const percent = Math.round(share)
    return [
      {
        path: ['steps', first.index],
        message: {
          zh: `推销占了 ${percent}%，新用户群最多 ${most}%`,
          en: `${percent} % of what is sent sells; ${most} % is the most for newcomers`,
        },
        hint: { zh: '删掉几条，或换成用法和答疑', en: 'Drop some, or turn them into tips and answers' },
      },
    ]
  },
})
