import type { ContentPart } from '@grove/channel-kit/contract'
import type { Translator } from '@grove/i18n'
import type { ActivityKind, ChoiceOption, Mechanism, Stage } from '../contract/index.ts'

export interface CardFacts {
  readonly code: string
  readonly kind: ActivityKind
  readonly mechanism: Mechanism
  readonly title: string
  readonly stage: Stage
  readonly round: number
  readonly rounds: number
  readonly text: string
  readonly options: readonly ChoiceOption[]
  readonly url: string
  readonly answered: number
  /** Somebody was right: the rest of the grace runs. */
  readonly hasFirst: boolean
  /** Contributions are taken from the chat as well. */
  readonly typed: boolean
  /** Closed, and nobody has told the result yet. */
  readonly waiting: boolean
  readonly claims: number | null
  readonly claimed: number
  readonly open: boolean
  /** After the round: what was right, and how many picked each option. */
  readonly answer: string | null
  readonly explain: string
  readonly counts: ReadonlyMap<string, number>
}

type Card = Extract<ContentPart, { kind: 'card' }>

const cut = (text: string, most: number) => (text.length > most ? `${text.slice(0, most - 1)}…` : text)

/** The card of a round as everybody in the room sees it now. */
export function cardOf(t: Translator, one: CardFacts): Card {
  const head =
    one.rounds > 1
      ? t(one.mechanism === 'days' ? 'activity.card.day' : 'activity.card.round', {
          title: one.title,
          round: one.round,
          rounds: one.rounds,
        })
      : one.title
  const enter = { key: '#', label: t('activity.card.open'), url: one.url }
  const answerable = one.open && one.mechanism !== 'entries'
  const options = answerable ? one.options.map(({ key, label }) => ({ key, label: cut(label, 60) })) : []
  return {
    kind: 'card',
    title: cut(head, 120),
    text: cut(
      [one.text, one.open && one.typed ? t(`activity.card.typed.${one.kind}`) : '', progress(t, one), ...(one.open ? [] : ending(t, one))]
        .filter(Boolean)
        .join('\n'),
      1000,
    ),
    options: options.length < 8 ? [...options, enter] : options,
    facts: {
      activity: one.code,
      stage: one.stage,
      round: one.round,
      answered: one.answered,
      claimed: one.claimed,
      first: one.hasFirst ? 1 : 0,
    },
  }
}

function progress(t: Translator, one: CardFacts): string {
  if (one.mechanism === 'claim') return t('activity.card.claimed', { claimed: one.claimed, claims: one.claims ?? 0 })
  const words = { count: one.answered }
  if (one.mechanism === 'draw') return t(one.kind === 'group_buy' ? 'activity.card.joined' : 'activity.card.tickets', words)
  if (one.mechanism === 'entries') return t('activity.card.entries', words)
  if (one.mechanism === 'days') return t('activity.card.signed', words)
  return t(one.open && one.hasFirst ? 'activity.card.answered_first' : 'activity.card.answered', words)
}

/** What was right: one of the options, or the number itself where there are none. */
export function rightOf({ options, answer }: Pick<CardFacts, 'options' | 'answer'>): ChoiceOption | undefined {
  if (answer !== null && options.length === 0) return { key: '', label: answer }
  return options.find((option) => option.key === answer)
}

function ending(t: Translator, one: CardFacts): string[] {
  if (one.waiting) return [t('activity.card.waiting')]
  const right = rightOf(one)
  if (right && one.kind === 'guess') return [t('activity.reveal.result', right)]
  if (right) return [t('activity.card.answer', { key: right.key, label: right.label }), one.explain]
  if (one.mechanism === 'rounds') return [resultLines(one)]
  return [t('activity.card.over')]
}

/** How many picked what, the most picked first. */
export function resultLines({ options, counts }: Pick<CardFacts, 'options' | 'counts'>): string {
  return options
    .map((option) => ({ ...option, count: counts.get(option.key) ?? 0 }))
    .toSorted((a, b) => b.count - a.count)
    .map(({ label, count }) => `${label} ${count}`)
    .join('\n')
}
