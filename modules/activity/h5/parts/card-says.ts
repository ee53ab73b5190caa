import type { ServerFrame } from '@grove/conversation/contract'

/** What the card in the room says of an activity. */
export interface CardSays {
  readonly stage: string
  readonly round: number
  readonly answered: number
  readonly claimed: number
  /** Somebody was right: less time is left. */
  readonly first: boolean
}

/** Of a frame of the room that brings this activity's card, or draws it anew. */
export function cardSays(frame: ServerFrame, code: string): CardSays | undefined {
  if (frame.t !== 'post' && frame.t !== 'change') return undefined
  const facts = frame.m.content.kind === 'card' ? frame.m.content.facts : undefined
  if (facts?.['activity'] !== code) return undefined
  return {
    stage: String(facts['stage']),
    round: Number(facts['round']),
    answered: Number(facts['answered']),
    claimed: Number(facts['claimed']),
    first: Number(facts['first'] ?? 0) === 1,
  }
}
