import { messageAnswered, sendSource } from '@grove/conversation/contract'
import { parseTouch } from '@grove/conversation/domain'
import { reader, type StoredEvent } from '@grove/kernel/server'
import { keepAnswers } from './keep-answers.ts'
import { pokeCard } from './refresh-cards.ts'
import { STEP } from './sends.ts'

/** Letters typed in the chat, or tapped on the card there, are answers like those of the phone's page; they count from when they were said. */
export const chatAnswers = reader({
  name: 'activity.chat-answers',
  kinds: [messageAnswered],
  batch: 500,
  handle: async (ctx, events) => {
    const attempts = events.flatMap((event) => attemptOf(event) ?? [])
    const outcomes = await keepAnswers(ctx, attempts)
    const touched = new Set(outcomes.flatMap((one) => ('repeated' in one && !one.repeated ? [one.activityId] : [])))
    ctx.afterCommit(() => touched.forEach((id) => pokeCard(ctx, id)))
  },
})

function attemptOf({ memberId, at, data }: StoredEvent) {
  const { touch: name, option } = data as { touch: string; option: string | null }
  const touch = parseTouch(name)
  if (!memberId || !option || !touch || touch.source !== sendSource.activity || touch.stepId !== STEP.card) return null
  return { code: null, activityId: touch.runId, round: touch.occurrence, memberId, choice: option, at }
}
