import { lintRule } from '@grove/playbook-kit/contract'
import type { LintSubject } from '../subject.ts'
import { closingRule } from '../closing-rule.ts'

export const deliveryWithoutClosing = lintRule<LintSubject>({
  id: 'delivery-without-closing',
  severity: 'error',
  title: { zh: '交付群没有收尾', en: 'A delivery group without an end' },
  reason: {
    zh: '答应的交付完了就该收尾：解散，或者转进下一个群。不收尾的交付群会变成没完没了的售后群。',
    en: 'When the promise is kept the group ends: closed, or taken on. Without an end it becomes an after-sales group for ever.',
  },
  trips: 'communityTypes: [delivery]',
  passes: 'communityTypes: [delivery]\nsteps: [{ id: end, title: Close, when: { day: 3, at: "22:00" }, do: { kind: closeCommunity } }]',
  check: closingRule('delivery'),
})
