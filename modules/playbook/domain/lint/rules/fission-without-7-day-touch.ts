import { lintRule } from '@grove/playbook-kit/contract'
import type { LintSubject } from '../subject.ts'
import { typicalActs } from '../typical-weeks.ts'

const LATE_ENOUGH = 6

export const fissionWithout7DayTouch = lintRule<LintSubject>({
  id: 'fission-without-7-day-touch',
  severity: 'warning',
  title: { zh: '裂变来的人没有 7 日触达', en: 'No 7-day touch for people gained by fission' },
  reason: {
    zh: '裂变来的人图的是奖品，拿到就走。之后七天有人接着聊，才留得下来；否则拉新的钱白花。',
    en: 'People gained by fission came for the reward. Seven days of being looked after keep them; without that the money is wasted.',
  },
  trips: 'communityTypes: [acquisition]',
  passes:
    'communityTypes: [acquisition]\nsteps: [{ id: touch, title: Touch, when: { day: 1, at: "20:00" }, do: { kind: startPlaybook, playbook: touch-7d } }]',
  check: (subject) => {
    const { definition } = subject
    if (!definition.communityTypes.includes('acquisition')) return []
    const handsOn = definition.steps.some((step) => step.do.kind === 'startPlaybook')
    const touchesLate = typicalActs(subject, 'member').some((act) => act.outward && act.day >= LATE_ENOUGH)
    return handsOn || touchesLate
      ? []
      : [
          {
            path: ['steps'],
            message: { zh: '没有接着做 7 日触达', en: 'The seven days after joining are left empty' },
            hint: {
              zh: '加一步 startPlaybook: touch-7d，在接他们的群里跑',
              en: 'Add a step `startPlaybook` with `touch-7d`, in the group that takes them on',
            },
          },
        ]
  },
})
