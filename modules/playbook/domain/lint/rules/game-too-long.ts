import { lintRule } from '@grove/playbook-kit/contract'
import type { LintSubject } from '../subject.ts'
import { spanMinutes, spanOf } from '@grove/calendar'
import type { Definition, Step } from '../../../contract/index.ts'
import { postsOf } from '../typical-weeks.ts'

const MOST_MINUTES = 60
const PREHEAT_MS = 24 * 3_600_000

export const gameTooLong = lintRule<LintSubject>({
  id: 'game-too-long',
  severity: 'warning',
  title: { zh: '游戏拖得太长', en: 'A game that takes too long' },
  reason: {
    zh: '群里的游戏一小时左右最好，再长就散了。要玩半天一天的，先预热一条，让人把时间留出来。',
    en: 'An hour is enough for a game in a group; longer ones fall apart, unless they are announced and people keep the time.',
  },
  trips:
    'steps:\n  - { id: game, title: Game, topic: game, when: { day: 2, at: "12:00" }, do: { kind: send, text: Guess } }\n  - { id: end, title: Answer, topic: game, when: { after: game, delay: 6h }, do: { kind: send, text: The answer } }',
  passes:
    'steps:\n  - { id: soon, title: Tomorrow we play, topic: notice, when: { day: 1, at: "18:00" }, do: { kind: send, text: Tomorrow at noon } }\n  - { id: game, title: Game, topic: game, when: { day: 2, at: "12:00" }, do: { kind: send, text: Guess } }\n  - { id: end, title: Answer, topic: game, when: { after: game, delay: 6h }, do: { kind: send, text: The answer } }',
  check: (subject) => {
    const posts = postsOf(subject)
    const told = new Set<number>()
    return posts.flatMap((post) => {
      if (post.step.topic !== 'game' || 'after' in post.step.when || told.has(post.index)) return []
      const minutes = lengthOf(post.step, subject.definition)
      const preheated = posts.some((other) => other.step.topic === 'notice' && other.at < post.at && other.at >= post.at - PREHEAT_MS)
      if (minutes <= MOST_MINUTES || preheated) return []
      told.add(post.index)
      return [
        {
          path: ['steps', post.index],
          message: {
            zh: `游戏 ${post.step.id} 要 ${minutes} 分钟，之前没有预热`,
            en: `The game ${post.step.id} takes ${minutes} minutes and nobody was told before`,
          },
          hint: { zh: '缩短到一小时内，或提前一天预告', en: 'Keep it under an hour, or announce it the day before' },
        },
      ]
    })
  },
})

/** Minutes until the last step of the game that hangs on this one. */
function lengthOf(step: Step, definition: Definition): number {
  const next = definition.steps.filter((one) => 'after' in one.when && one.when.after === step.id && one.topic === 'game')
  return Math.max(0, ...next.map((one) => delayOf(one) + lengthOf(one, definition)))
}

function delayOf({ when }: Step): number {
  if (!('after' in when)) return 0
  return (when.delay === undefined ? 0 : spanMinutes(spanOf(when.delay))) + (when.nextDayAt === undefined ? 0 : (when.days ?? 1) * 1440)
}
