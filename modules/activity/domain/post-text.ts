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
export function winnerLines(awards: readonly AwardWon[], t: (key: string, values?: Record<string, string | number>) => string): string {
  return awards
    .map(({ award, count, names, prizes: [prize = '', ...others] }) => {
      const more = count > names.length ? t('activity.winners.more', { count: count - names.length }) : ''
      const who = `${names.join(t('activity.winners.comma'))}${more}`
      return prize && others.length === 0
        ? t('activity.winners.line_prize', { award, prize, who })
        : t('activity.winners.line', { award, who })
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
