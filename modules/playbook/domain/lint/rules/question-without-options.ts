import { lintRule } from '@grove/playbook-kit/contract'
import type { LintSubject } from '../subject.ts'
import { eachLanguage } from '../words-of.ts'
import type { Text } from '@grove/playbook-kit/contract'
import type { Step } from '../../../contract/index.ts'

const ASKS = new Set(['game', 'social', 'feedback'])
/** Something to pick: answer with a letter or number, a numbered list, one or the other. */
const OFFERS = /回[“"]?[\p{L}\p{N}]|选|还是|①|^\s*[1-9A-F][.、)]|answer (with )?[“"]?[\p{L}\p{N}]|\bor\b|pick|choose/imu

export const questionWithoutOptions = lintRule<LintSubject>({
  id: 'question-without-options',
  severity: 'warning',
  title: { zh: '提问没给选项', en: 'A question without options' },
  reason: {
    zh: '开放式提问，十个人里九个不知道怎么答。给几个选项，点一下、回个字母就能参与，人数差好几倍。',
    en: 'Nine of ten do not know what to say to an open question. With options one letter is enough, and several times as many take part.',
  },
  trips: 'steps: [{ id: ask, title: Ask, topic: social, when: { day: 1, at: "19:00" }, do: { kind: send, text: "How was your day?" } }]',
  passes:
    'steps: [{ id: ask, title: Ask, topic: social, when: { day: 1, at: "19:00" }, do: { kind: send, card: { title: "How was your day?", options: [{ key: A, label: Good }, { key: B, label: Long }] } } }]',
  check: ({ definition }) =>
    definition.steps.flatMap((step, index) =>
      step.do.kind === 'send' && ASKS.has(step.topic ?? '') && isOpenQuestion(step)
        ? [
            {
              path: ['steps', index, 'do'],
              message: { zh: `提问 ${step.id} 没有可选的答案`, en: `The question ${step.id} offers nothing to pick` },
              hint: {
                zh: '改成 card，写两到四个 options；或在话里给出“A 还是 B”',
                en: 'Make it a `card` with two to four `options`, or offer “A or B” in the text',
              },
            },
          ]
        : [],
    ),
})

function isOpenQuestion(step: Step): boolean {
  const card = step.do['card'] as { title: Text; options?: readonly unknown[] } | undefined
  if (card) return /[?？]/.test(eachLanguage(card.title).join('')) && (card.options?.length ?? 0) < 2
  const text = step.do['text'] as Text | undefined
  return text !== undefined && eachLanguage(text).some((words) => /[?？]/.test(words) && !OFFERS.test(words))
}
