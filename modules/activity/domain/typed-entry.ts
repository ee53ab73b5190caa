import type { ActivityKind, Spec } from '../contract/index.ts'
import { guessNumber } from './guess-number.ts'

/** What a message begins with to be a contribution. Nobody's small talk becomes one by chance: the sign is a word and a colon or space, or +1. */
const SIGNS: Partial<Readonly<Record<ActivityKind, RegExp>>> = {
  chain: /^(?:(?:接龙|报名|sign me up|count me in)(?:[\s:,，]+|$)|\+\s*1(?!\d)[\s:,，]*)/i,
  ama: /^(?:(?:问|提问|q|ask|question)\s*:|(?:提问|question)\s)\s*/i,
  contest: /^(?:投稿|参赛|entry)(?:\s*:|\s)\s*/i,
  share_order: /^(?:晒单|my order)(?:\s*:|\s)\s*/i,
  guess: /^(?:我?猜|(?:my )?guess)[\s:]*/i,
}
const MOST = 500

/** The contribution or guessed number in a message of the chat; null: it is talk. A bare +1 of a sign-up list stands as it was typed. */
export function typedEntry(kind: ActivityKind, text: string): string | null {
  const said = text.trim()
  // Full-width signs of a Chinese keyboard are the same signs.
  const folded = said.replaceAll('＋', '+').replaceAll('：', ':').replaceAll('１', '1').replaceAll('\u3000', ' ')
  const sign = SIGNS[kind]?.exec(folded)?.[0]
  if (sign === undefined) return null
  const rest = said.slice(sign.length).trim()
  if (rest === '') return kind === 'chain' ? said.slice(0, MOST) : null
  return kind === 'guess' ? guessNumber(rest) : rest.slice(0, MOST)
}

/** Words alone are enough, so that they may be typed in the chat; options have their letters. */
export const mayBeTyped = (kind: ActivityKind, entries: Spec['entries'], options: number): boolean =>
  kind === 'guess' ? options === 0 : entries !== null && entries.picture !== 'must' && SIGNS[kind] !== undefined
