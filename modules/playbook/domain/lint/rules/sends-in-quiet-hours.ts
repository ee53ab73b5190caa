import { lintRule } from '@grove/playbook-kit/contract'
import type { LintSubject } from '../subject.ts'
import { defaultTouchLimits } from '@grove/conversation/contract'
import { typicalActs } from '../typical-weeks.ts'

export const sendsInQuietHours = lintRule<LintSubject>({
  id: 'sends-in-quiet-hours',
  severity: 'warning',
  title: { zh: '发在免打扰时段', en: 'Sends in quiet hours' },
  reason: {
    zh: '免打扰时段里的消息会等到早上一起发，内容过时，还挤在一起。把时间写在有人看的时候。',
    en: 'What falls into quiet hours waits for the morning, stale and all at once. Choose a time when people read.',
  },
  trips: 'steps: [{ id: late, title: Late, when: { day: 1, at: "23:30" }, do: { kind: send, text: Good night } }]',
  passes: 'steps: [{ id: early, title: Early, when: { day: 1, at: "20:00" }, do: { kind: send, text: Good evening } }]',
  check: (subject) => {
    const { definition, kinds } = subject
    const quiet = definition.limits.quiet ?? defaultTouchLimits.quiet
    if (!quiet || quiet.from === quiet.to) return []
    const inside = (time: string) => (quiet.from > quiet.to ? time >= quiet.from || time < quiet.to : time >= quiet.from && time < quiet.to)
    const walked = [...typicalActs(subject, 'community'), ...typicalActs(subject, 'member')].filter(
      (act) => act.outward && inside(act.time),
    )
    return definition.steps.flatMap((step, index) => {
      const { when } = step
      const written = 'at' in when ? when.at : 'nextDayAt' in when ? when.nextDayAt : undefined
      const time = written !== undefined && inside(written) ? written : walked.find((act) => act.index === index)?.time
      if (time === undefined || !kinds.actions.get(step.do.kind)?.outward) return []
      return [
        {
          path: ['steps', index, 'when'],
          message: {
            zh: `步骤 ${step.id} 在 ${time}，属于免打扰时段（${quiet.from}–${quiet.to}）`,
            en: `Step ${step.id} is due at ${time}, within quiet hours (${quiet.from}–${quiet.to})`,
          },
          hint: { zh: `挪到 ${quiet.to} 之后、${quiet.from} 之前`, en: `Move it between ${quiet.to} and ${quiet.from}` },
        },
      ]
    })
  },
})
