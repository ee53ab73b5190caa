import { lintRule } from '@grove/playbook-kit/contract'
import type { LintSubject } from '../subject.ts'
import { spanMinutes, spanOf } from '@grove/calendar'
import type { Definition, Step } from '../../../contract/index.ts'

export const firstGreetingByAPerson = lintRule<LintSubject>({
  id: 'first-greeting-by-a-person',
  severity: 'error',
  title: { zh: '第一声私信不是人写的', en: 'The first private greeting is not written by a person' },
  reason: {
    zh: '第一句私信要由人写，不能用模板。成员一眼就看得出来；一开始就被群发，后面的话都不会再看。',
    en: 'A person writes the first private line, never a template. Members see the difference at once, and whoever gets a circular first reads nothing later.',
  },
  trips: 'steps: [{ id: hi, title: Hi, track: member, when: { on: joined, delay: 5m }, do: { kind: send, text: Welcome } }]',
  passes:
    'steps:\n  - { id: hello, title: Hello, track: member, when: { on: joined, delay: 5m }, who: owner, do: { kind: ask, instructions: Greet in your own words } }\n  - { id: hi, title: Hi, track: member, when: { joinDay: 2, at: "10:00" }, do: { kind: send, text: How was day one } }',
  check: ({ definition, kinds }) => {
    const timed = definition.steps.flatMap((step, index) => {
      const minutes = step.track === 'member' ? afterJoining(step, definition) : null
      return minutes === null ? [] : [{ step, index, minutes }]
    })
    const byPerson = Math.min(...timed.flatMap(({ step, minutes }) => (step.do.kind === 'ask' ? [minutes] : [])))
    const [first] = timed
      .filter(({ step, minutes }) => kinds.actions.get(step.do.kind)?.outward && minutes < byPerson && !step.exemptFromCaps)
      .sort((a, b) => a.minutes - b.minutes)
    return first
      ? [
          {
            path: ['steps', first.index],
            message: {
              zh: `${first.step.id} 是成员收到的第一条私信，却不是人写的`,
              en: `${first.step.id} is the first private message a member gets, and no person writes it`,
            },
            hint: {
              zh: '在它之前加一步：when: { on: joined }，who: owner，do: { kind: ask }',
              en: 'Put a step before it: `when: { on: joined }`, `who: owner`, `do: { kind: ask }`',
            },
          },
        ]
      : []
  },
})

/** Minutes after joining at which a step falls due; null when it answers something the member did, or the calendar. */
function afterJoining(step: Step, definition: Definition): number | null {
  const { when } = step
  if ('joinDay' in when) return (when.joinDay - 1) * 1440 + minutesOf(when.at)
  if ('afterJoin' in when) return spanMinutes(spanOf(when.afterJoin))
  const later =
    'on' in when || 'after' in when
      ? (when.delay ? spanMinutes(spanOf(when.delay)) : 0) + (when.nextDayAt ? (when.days ?? 1) * 1440 : 0)
      : 0
  if ('on' in when) return when.on === 'joined' ? later : null
  if (!('after' in when)) return null
  const before = definition.steps.find((one) => one.id === when.after)
  const start = before ? afterJoining(before, definition) : null
  return start === null ? null : start + later
}

const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
