import { lintRule } from '@grove/playbook-kit/contract'
import type { LintSubject } from '../subject.ts'
import { spanMinutes, spanOf } from '@grove/calendar'

const OPEN_MINUTES = 5

export const gameAnswerTooSoon = lintRule<LintSubject>({
  id: 'game-answer-too-soon',
  severity: 'warning',
  title: { zh: '答案公布得太快', en: 'The answer comes too soon' },
  reason: {
    zh: '有人答对之后，再留几分钟给别人答，一个群才有七八十人动起来；一抢到就公布，玩的永远是手快的那几个。',
    en: 'Leave answers open some minutes after the first right one, and seventy take part. Reveal at once, and only the quick ones ever play.',
  },
  trips:
    'steps:\n  - { id: game, title: Game, topic: game, when: { day: 1, at: "12:00" }, do: { kind: send, text: Guess A or B } }\n  - { id: answer, title: Answer, topic: game, when: { after: game, delay: 1m }, do: { kind: send, text: It is A } }',
  passes:
    'steps:\n  - { id: game, title: Game, topic: game, when: { day: 1, at: "12:00" }, do: { kind: send, text: Guess A or B } }\n  - { id: answer, title: Answer, topic: game, when: { after: game, delay: 10m }, do: { kind: send, text: It is A } }',
  check: ({ definition }) => {
    const games = new Set(definition.steps.flatMap((step) => (step.topic === 'game' ? [step.id] : [])))
    return definition.steps.flatMap((step, index) => {
      const { when } = step
      if (step.topic !== 'game' || !('after' in when) || !games.has(when.after) || when.nextDayAt !== undefined) return []
      const minutes = when.delay === undefined ? 0 : spanMinutes(spanOf(when.delay))
      return minutes < OPEN_MINUTES
        ? [
            {
              path: ['steps', index, 'when'],
              message: { zh: `${step.id} 只等了 ${minutes} 分钟`, en: `${step.id} waits ${minutes} minutes only` },
              hint: { zh: '写 delay: 10m', en: 'Write `delay: 10m`' },
            },
          ]
        : []
    })
  },
})
