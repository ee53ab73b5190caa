import { lintRule } from '@grove/playbook-kit/contract'
import type { LintSubject } from '../subject.ts'
import { spanMinutes, spanOf } from '@grove/calendar'
import type { Step } from '../../../contract/index.ts'
import { typicalActs } from '../typical-weeks.ts'

const DAY = 1440

export const noTouchInFirst24h = lintRule<LintSubject>({
  id: 'no-touch-in-first-24h',
  severity: 'warning',
  title: { zh: '头 24 小时没有触达', en: 'No touch in the first 24 hours' },
  reason: {
    zh: '头 24 小时决定一个人留不留。进来一天没人理，之后发什么都像群发。',
    en: 'The first 24 hours decide. Whoever hears nothing on the first day takes everything later for a circular.',
  },
  trips: 'steps: [{ id: late, title: Late, when: { day: 3, at: "09:00" }, do: { kind: send, text: Hello } }]',
  passes: 'steps: [{ id: hello, title: Hello, when: { day: 1, at: "09:00" }, do: { kind: send, text: Hello } }]',
  check: (subject) => {
    const { definition, kinds } = subject
    const touches = (step: Step) => kinds.actions.get(step.do.kind)?.outward === true || step.do.kind === 'ask'
    const answersJoining = definition.steps.some((step) => touches(step) && isSoonAfterJoining(step))
    const onFirstDay = typicalActs(subject, 'community').some((act) => act.day === 1 && touches(act.step))
    return answersJoining || onFirstDay
      ? []
      : [
          {
            path: ['steps'],
            message: { zh: '加入后 24 小时内没有任何触达', en: 'Nothing reaches a member within 24 hours of joining' },
            hint: {
              zh: '加一步 when: { on: joined, delay: 10m }，请群主打个招呼',
              en: 'Add `when: { on: joined, delay: 10m }` and ask the owner for a greeting',
            },
          },
        ]
  },
})

function isSoonAfterJoining({ when, track }: Step): boolean {
  if ('on' in when) return when.on === 'joined' && (when.nextDayAt === undefined || when.days === 0) && minutes(when.delay) < DAY
  if (track !== 'member') return false
  return 'joinDay' in when ? when.joinDay === 1 : 'afterJoin' in when && minutes(when.afterJoin) < DAY
}

const minutes = (duration: string | undefined) => (duration === undefined ? 0 : spanMinutes(spanOf(duration)))
