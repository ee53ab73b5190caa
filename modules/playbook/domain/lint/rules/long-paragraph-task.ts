import { lintRule } from '@grove/playbook-kit/contract'
import type { LintSubject } from '../subject.ts'
import { type Text, textIn } from '@grove/playbook-kit/contract'

const MOST = { zh: 90, en: 260 } as const

export const longParagraphTask = lintRule<LintSubject>({
  id: 'long-paragraph-task',
  severity: 'warning',
  title: { zh: '任务说明挤成一段', en: 'A task in one long paragraph' },
  reason: {
    zh: '任务是在手机上、忙的时候看的。一整段没人读完；分成几条短句，做的人才不会漏。',
    en: 'Tasks are read on a phone, in a hurry. Nobody finishes a long paragraph; short points get done.',
  },
  trips: `steps: [{ id: task, title: Task, when: { day: 1, at: "10:00" }, who: owner, do: { kind: ask, instructions: "${'Look at the list and write to each of them. '.repeat(7)}" } }]`,
  passes:
    'steps: [{ id: task, title: Task, when: { day: 1, at: "10:00" }, who: owner, do: { kind: ask, instructions: "Look at the list.\\nWrite to each." } }]',
  check: ({ definition }) =>
    definition.steps.flatMap((step, index) => {
      const instructions = step.do['instructions'] as Text | undefined
      if (step.do.kind !== 'ask' || instructions === undefined || !isLong(instructions)) return []
      return [
        {
          path: ['steps', index, 'do', 'instructions'],
          message: { zh: `任务 ${step.id} 的说明是一大段`, en: `The instructions of ${step.id} are one long paragraph` },
          hint: { zh: '分成几行，每行一个动作', en: 'Break it into lines, one thing to do on each' },
        },
      ]
    }),
})

function isLong(text: Text): boolean {
  const locales =
    typeof text === 'string' ? (/\p{Script=Han}/u.test(text) ? (['zh'] as const) : (['en'] as const)) : (['zh', 'en'] as const)
  return locales.some((locale) =>
    textIn(text, locale)
      .split('\n')
      .some((line) => line.length > MOST[locale]),
  )
}
