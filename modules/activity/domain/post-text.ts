import { fillText } from '@grove/playbook-kit/contract'

export interface AwardWon {
  readonly award: string
  readonly count: number
  /** The first of them. */
  readonly names: readonly string[]
  readonly prizes: readonly string[]
}

export const MOST_NAMES = 10

/** One line an award: who got it, and what. */
export function winnerLines(awards: readonly AwardWon[], more: (count: number) => string): string {
  return awards
    .map(({ award, count, names, prizes }) => {
      const prize = prizes.length === 1 ? `（${prizes[0]}）` : ''
      return `${award}${prize}：${names.join('、')}${count > names.length ? more(count - names.length) : ''}`
    })
    .join('\n')
}

/** The owner's words with the figures in them; what nobody knows stays empty. Braces that are left are plain ones for whoever renders next. */
export function postText(template: string, values: Readonly<Record<string, string>>): string {
  const known = { title: '', time: '', minutes: '', rounds: '', joined: '', winners: '', claims: '', result: '', ...values }
  // An empty value counts as missing: a placeholder that no text can hold stands for it and is taken out again.
  const filled = fillText(template, Object.fromEntries(Object.entries(known).map(([key, value]) => [key, value || '\u0000'])))
  return filled.text
    .replaceAll('\u0000', '')
    .replace(/\n{2,}/g, '\n')
    .trim()
}

/** Text that is sent as it stands. */
export const plain = (text: string): string => text.replaceAll('{', '{{')
