import { lintRule } from '@grove/playbook-kit/contract'
import type { LintSubject } from '../subject.ts'
import { closingRule } from '../closing-rule.ts'

export const flashWithoutClosing = lintRule<LintSubject>({
  id: 'flash-without-closing',
  severity: 'error',
  title: { zh: '快闪群没有收尾', en: 'A flash group without an end' },
  reason: {
    zh: '快闪群说好几天就几天。不关的快闪群会变成广告群，下一次没人再信。',
    en: 'A flash group ends when it said it would. One that stays becomes a place for adverts, and nobody believes the next.',
  },
  trips: 'communityTypes: [flash]',
  passes: 'communityTypes: [flash]\nsteps: [{ id: end, title: Close, when: { day: 3, at: "22:00" }, do: { kind: closeCommunity } }]',
  check: closingRule('flash'),
})
