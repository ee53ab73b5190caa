import { useRoomLine } from '@grove/conversation/h5'

/** What the card in the room says of an activity. */
export interface CardSays {
  readonly stage: string
  readonly round: number
  readonly answered: number
  readonly claimed: number
  /** Somebody was right: less time is left. */
  readonly first: boolean
}

/** Hears the group's room and tells each time the card of this activity is redrawn; `null` when something may have been missed. */
export function useLiveCard(
  at: { readonly ws: string; readonly communityId: number | undefined },
  code: string,
  onCard: (says: CardSays | null) => void,
): void {
  useRoomLine(at, {
    onLine: (line) => line === 'again' && onCard(null),
    onFrame: ({ t, m }) => {
      const facts = m?.content.facts
      if ((t === 'post' || t === 'change') && facts?.['activity'] === code) onCard(saysOf(facts))
    },
  })
}

const saysOf = (facts: Readonly<Record<string, string | number>>): CardSays => ({
  stage: String(facts['stage']),
  round: Number(facts['round']),
  answered: Number(facts['answered']),
  claimed: Number(facts['claimed']),
  first: Number(facts['first'] ?? 0) === 1,
})
