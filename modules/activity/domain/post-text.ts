import { fillText } from '@grove/playbook-kit/contract'

export interface Named {
  readonly award: string
  readonly name: string
  readonly prize: string
}

const MOST_NAMES = 10

/** One line an award: who got it, and what. */
export function winnerLines(wins: readonly Named[], more: (count: number) => string): string {
  const awards = [...new Set(wins.map((win) => win.award))]
  return awards
    .map((award) => {
      const own = wins.filter((win) => win.award === award)
      const names = own.slice(0, MOST_NAMES).map((win) => win.name)
      const prizes = [...new Set(own.map((win) => win.prize))]
      const prize = prizes.length === 1 ? `（${prizes[0]}）` : ''
      return `${award}${prize}：${names.join('、')}${own.length > MOST_NAMES ? more(own.length - MOST_NAMES) : ''}`
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
