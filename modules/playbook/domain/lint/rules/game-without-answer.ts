import { lintRule, type Text } from '@grove/playbook-kit/contract'
import type { Step } from '../../../contract/index.ts'
import type { LintSubject } from '../subject.ts'
import { postsOf } from '../typical-weeks.ts'
import { eachLanguage } from '../words-of.ts'

const GUESS = /猜|谜|哪个说法|真的|guess|riddle|which (?:one )?is true/i
const DAY_MS = 24 * 3_600_000

export const gameWithoutAnswer = lintRule<LintSubject>({
  id: 'game-without-answer',
  severity: 'warning',
  title: { zh: '游戏没有揭晓', en: 'A game that is never revealed' },
  reason: {
    zh: '猜完没人公布答案，下次就没人猜了。揭晓是游戏的一半：说答案、说为什么、点名第一个答对的人。',
    en: 'If nobody gives the answer, nobody guesses next time. Revealing is half of the game: the answer, why, and who was first.',
  },
  trips:
    'steps: [{ id: game, title: Game, topic: game, when: { day: 1, at: "12:00" }, do: { kind: send, card: { title: Which is true?, options: [{ key: A, label: One }, { key: B, label: Two }] } } }]',
  passes:
    'steps:\n  - { id: game, title: Game, topic: game, when: { day: 1, at: "12:00" }, do: { kind: send, card: { title: Which is true?, options: [{ key: A, label: One }, { key: B, label: Two }] } } }\n  - { id: answer, title: Answer, topic: game, when: { after: game, delay: 10m }, do: { kind: send, text: It is A } }',
  check: (subject) => {
    const posts = postsOf(subject)
    const told = new Set<number>()
    return posts.flatMap((post) => {
      if (!isGuess(post.step) || told.has(post.index)) return []
      const reveals = posts.some((other) => answers(other.step, post.step) && other.at > post.at && other.at <= post.at + DAY_MS)
      if (reveals) return []
      told.add(post.index)
      return [
        {
          path: ['steps', post.index],
          message: { zh: `游戏 ${post.step.id} 之后没有公布答案`, en: `Nobody reveals the answer of ${post.step.id}` },
          hint: {
            zh: '加一步 topic: game，when: { after: 这一步, delay: 10m }',
            en: 'Add a step with `topic: game` and `when: { after: …, delay: 10m }`',
          },
        },
      ]
    })
  },
})

type Card = { readonly title: Text; readonly options?: readonly unknown[] }
const cardOf = (step: Step) => step.do['card'] as Card | undefined
const optionsOf = (step: Step) => (cardOf(step)?.options?.length ?? 0) > 0

const answers = (other: Step, game: Step) =>
  ('after' in other.when && other.when.after === game.id) || (other.topic === 'game' && !optionsOf(other))

/** Signing in and drawing lots have no right answer. */
function isGuess(step: Step): boolean {
  const card = cardOf(step)
  return step.topic === 'game' && card !== undefined && optionsOf(step) && eachLanguage(card.title).some((words) => GUESS.test(words))
}
