import { lintRule } from '@grove/playbook-kit/contract'
import type { LintSubject } from '../subject.ts'
import { defaultTouchLimits } from '@grove/conversation/contract'
import { type TypicalAct, typicalActs } from '../typical-weeks.ts'

interface Cap {
  readonly day: number
  readonly week: number
}

export const overFrequencyLimit = lintRule<LintSubject>({
  id: 'over-frequency-limit',
  severity: 'warning',
  title: { zh: '超过触达上限', en: 'Over the touch limits' },
  reason: {
    zh: '超出上限的消息会被推迟或放弃，发出去的也只换来免打扰。少发一条，比被屏蔽好。',
    en: 'What goes beyond the limits is put off or dropped, and what gets through is muted. One message less is better than that.',
  },
  trips:
    'limits: { perGroup: { day: 1 } }\nsteps:\n  - { id: a, title: A, when: { day: 1, at: "09:00" }, do: { kind: send, text: One } }\n  - { id: b, title: B, when: { day: 1, at: "15:00" }, do: { kind: send, text: Two } }',
  passes:
    'limits: { perGroup: { day: 1 } }\nsteps:\n  - { id: a, title: A, when: { day: 1, at: "09:00" }, do: { kind: send, text: One } }\n  - { id: b, title: B, when: { day: 2, at: "15:00" }, do: { kind: send, text: Two } }',
  check: (subject) => {
    const { perGroup, perMember } = subject.definition.limits
    return [
      ...over(typicalActs(subject, 'community'), capOf(perGroup, defaultTouchLimits.group)),
      ...over(typicalActs(subject, 'member'), capOf(perMember, defaultTouchLimits.member)),
    ].map(({ act, most, span }) => ({
      path: ['steps', act.index],
      message: {
        zh: `到 ${act.step.id} 为止，${span === 1 ? '一天' : '七天'}里超过了 ${most} 条的上限`,
        en: `With ${act.step.id} there are more than ${most} in ${span === 1 ? 'a day' : 'seven days'}`,
      },
      hint: {
        zh: '挪到别的日子，或删掉一条；成员要的答复写 exemptFromCaps',
        en: 'Move or drop one; mark answers members asked for with `exemptFromCaps`',
      },
    }))
  },
})

/** The stricter of the playbook's own limit and what a workspace begins with. */
function capOf(
  own: { day?: number | undefined; week?: number | undefined } | undefined,
  start: { day: number | null; week: number | null },
): Cap {
  return {
    day: Math.min(own?.day ?? Infinity, start.day ?? Infinity),
    week: Math.min(own?.week ?? Infinity, start.week ?? Infinity),
  }
}

function over(acts: readonly TypicalAct[], cap: Cap) {
  const touches = acts.filter((act) => act.outward && !act.step.exemptFromCaps)
  const told = new Set<number>()
  return touches.flatMap((act, place) => {
    const before = touches.slice(0, place)
    const today = before.filter((other) => other.day === act.day).length + 1
    const week = before.filter((other) => other.day > act.day - 7).length + 1
    if ((today <= cap.day && week <= cap.week) || told.has(act.index)) return []
    told.add(act.index)
    return today > cap.day ? [{ act, most: cap.day, span: 1 }] : [{ act, most: cap.week, span: 7 }]
  })
}
