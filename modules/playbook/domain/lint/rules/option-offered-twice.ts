import { lintRule } from '@grove/playbook-kit/contract'
import type { LintSubject } from '../subject.ts'
import type { Step } from '../../../contract/index.ts'

export const optionOfferedTwice = lintRule<LintSubject>({
  id: 'option-offered-twice',
  severity: 'warning',
  title: { zh: '两张卡片用了同一个选项字母', en: 'Two cards offer the same option' },
  reason: {
    zh: '有步骤在等成员选 A，另一张卡片也有 A，那么玩游戏选的 A 会被当成需求选的 A，标签就打错了。',
    en: 'When a step waits for A and another card offers A as well, an A in a game counts as the A of the survey, and the tag is wrong.',
  },
  trips:
    'steps:\n  - { id: need, title: Need, when: { day: 1, at: "10:00" }, do: { kind: send, card: { title: Need, options: [{ key: A, label: Start }, { key: B, label: Buy }] } } }\n  - { id: game, title: Game, when: { day: 2, at: "10:00" }, do: { kind: send, card: { title: Game, options: [{ key: A, label: One }, { key: B, label: Two }] } } }\n  - { id: tag, title: Tag, track: member, when: { on: answered, filter: { option: [A] } }, do: { kind: tag, tag: start } }',
  passes:
    'steps:\n  - { id: need, title: Need, when: { day: 1, at: "10:00" }, do: { kind: send, card: { title: Need, options: [{ key: A, label: Start }, { key: B, label: Buy }] } } }\n  - { id: game, title: Game, when: { day: 2, at: "10:00" }, do: { kind: send, card: { title: Game, options: [{ key: "1", label: One }, { key: "2", label: Two }] } } }\n  - { id: tag, title: Tag, track: member, when: { on: answered, filter: { option: [A] } }, do: { kind: tag, tag: start } }',
  check: ({ definition: { steps } }) => {
    const heard = new Set(steps.flatMap(optionsHeard))
    const offers = steps.map((step, index) => ({ step, index, keys: optionsOffered(step).filter((key) => heard.has(key)) }))
    return offers.flatMap(({ step, index, keys }, place) => {
      const earlier = offers.slice(0, place).find((other) => other.keys.some((key) => keys.includes(key)))
      const key = keys.find((one) => earlier?.keys.includes(one))
      if (!earlier || key === undefined) return []
      return [
        {
          path: ['steps', index, 'do', 'card', 'options'],
          message: {
            zh: `${step.id} 和 ${earlier.step.id} 都有选项 ${key}，分不清成员在答哪一个`,
            en: `${step.id} and ${earlier.step.id} both offer ${key}: nobody knows which one is answered`,
          },
          hint: { zh: '换一组字母或数字，比如 1、2、3', en: 'Use other letters or numbers, such as 1, 2, 3' },
        },
      ]
    })
  },
})

function optionsHeard({ when }: Step): readonly string[] {
  if (!('on' in when) || when.on !== 'answered') return []
  return (when.filter?.['option'] as readonly string[] | undefined) ?? []
}

function optionsOffered({ do: action }: Step): readonly string[] {
  const card = action['card'] as { readonly options?: readonly { readonly key: string }[] } | undefined
  return (card?.options ?? []).map((option) => option.key)
}
