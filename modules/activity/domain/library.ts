import type { Locale } from '@grove/kernel/contract'
import type { ActivityKind, Award, Mechanism, QuestionSource, Script, Spec, Timing } from '../contract/index.ts'
import { ENGLISH } from './library-en.ts'
import { CHINESE } from './library-zh.ts'

/** The words of a script; the shape is the same in every language. */
export interface ScriptWords {
  readonly title: string
  readonly theme: string
  readonly intro: string
  readonly prepare: string
  readonly announce: string
  readonly preheat: string
  readonly winners: string
  readonly followUp: string
  /** Names of the awards, in their order. */
  readonly awards: readonly string[]
  /** What is asked where there is no bank. */
  readonly ask?: string
  /** The one button. */
  readonly label?: string
  readonly options?: readonly string[]
}

interface Shape {
  readonly kind: ActivityKind
  readonly mechanism: Mechanism
  readonly minutes: number
  readonly suits: readonly string[]
  readonly rounds: number
  readonly mostRounds: number
  readonly timing: Timing
  readonly source: (words: ScriptWords) => QuestionSource
  readonly awards: readonly Omit<Award, 'name'>[]
  readonly claims?: number
  readonly packetPoints?: number
  readonly entries?: NonNullable<Spec['entries']>
  readonly guaranteeAfter?: number
}

const GAME: Timing = { announceMinutes: 120, preheatMinutes: 10, roundMinutes: 5, graceMinutes: 2, breakMinutes: 1, followUpMinutes: 30 }
const once = (roundMinutes: number, change: Partial<Timing> = {}): Timing => ({
  ...GAME,
  roundMinutes,
  graceMinutes: 1,
  breakMinutes: 0,
  ...change,
})
const points = (n: number) => ({ kind: 'points', points: n }) as const
const bank =
  (theme: Extract<QuestionSource, { kind: 'bank' }>['theme']): Shape['source'] =>
  () => ({ kind: 'bank', bank: 'group-games', theme })
const button: Shape['source'] = ({ ask = '', label = '' }) => ({ kind: 'one', text: ask, label })
const QUIZ_AWARDS: Shape['awards'] = [
  { at: 'round', who: { kind: 'first', n: 1 }, prize: points(20) },
  { at: 'end', who: { kind: 'rank', from: 1, to: 3 }, prize: points(50) },
]
const EVERYBODY = ['newcomer', 'loyal', 'benefit', 'camp', 'regional', 'delivery', 'acquisition', 'flash'] as const
const game = (kind: ActivityKind, source: Shape['source'], rounds = 5): Shape => ({
  kind,
  mechanism: 'rounds',
  minutes: rounds * 4,
  suits: EVERYBODY,
  rounds,
  mostRounds: 20,
  timing: GAME,
  source,
  awards: QUIZ_AWARDS,
})

const guess = (awards: Shape['awards']): Shape => ({
  kind: 'guess',
  mechanism: 'rounds',
  minutes: 240,
  suits: EVERYBODY,
  rounds: 1,
  mostRounds: 1,
  timing: once(240),
  source: ({ ask = '', options = [] }) => ({ kind: 'guess', text: ask, options: [...options] }),
  awards,
})

const SHAPES: Readonly<Record<string, Shape>> = {
  'pinyin-to-word': game('pinyin_word', () => ({ kind: 'pinyin', ask: 'word' })),
  'word-to-pinyin': game('word_pinyin', () => ({ kind: 'pinyin', ask: 'pinyin' })),
  riddles: game('riddle', bank('riddle')),
  sayings: game('saying', bank('saying')),
  'emoji-idioms': game('emoji', bank('emoji')),
  'missing-character': game('missing', bank('missing')),
  'dice-guess': game('dice', () => ({ kind: 'dice' }), 3),
  'half-day-quiz': {
    ...game('quiz', bank('quiz'), 8),
    minutes: 240,
    timing: { announceMinutes: 720, preheatMinutes: 15, roundMinutes: 25, graceMinutes: 5, breakMinutes: 5, followUpMinutes: 20 },
  },
  'sign-in-week': {
    kind: 'sign_in',
    mechanism: 'days',
    minutes: 7 * 1440,
    suits: ['newcomer', 'loyal', 'camp', 'benefit'],
    rounds: 7,
    mostRounds: 31,
    timing: once(1440, { announceMinutes: 720, preheatMinutes: 0 }),
    source: button,
    awards: [
      { at: 'round', who: { kind: 'joined', atLeast: 1 }, prize: points(2) },
      { at: 'end', who: { kind: 'streak', days: 7 }, prize: points(50) },
      { at: 'end', who: { kind: 'streak', days: 3 }, prize: points(10) },
    ],
  },
  'lucky-draw': {
    kind: 'lottery',
    mechanism: 'draw',
    minutes: 60,
    suits: EVERYBODY,
    rounds: 1,
    mostRounds: 1,
    timing: once(60),
    source: button,
    awards: [
      { at: 'end', who: { kind: 'draw', n: 1 }, prize: points(500) },
      { at: 'end', who: { kind: 'draw', n: 3 }, prize: points(100) },
      { at: 'end', who: { kind: 'draw', n: 10 }, prize: points(20) },
    ],
    guaranteeAfter: 3,
  },
  vote: {
    kind: 'vote',
    mechanism: 'rounds',
    minutes: 240,
    suits: EVERYBODY,
    rounds: 1,
    mostRounds: 1,
    timing: once(240),
    source: ({ ask = '', options = [] }) => ({ kind: 'options', text: ask, options: [...options] }),
    awards: [{ at: 'end', who: { kind: 'joined', atLeast: 1 }, prize: points(2) }],
  },
  chain: {
    kind: 'chain',
    mechanism: 'entries',
    minutes: 240,
    suits: EVERYBODY,
    rounds: 1,
    mostRounds: 1,
    timing: once(240),
    source: button,
    awards: [{ at: 'end', who: { kind: 'joined', atLeast: 1 }, prize: points(2) }],
    entries: { picture: 'none', most: 1, votes: 0 },
  },
  'points-packet': {
    kind: 'red_packet',
    mechanism: 'claim',
    minutes: 15,
    suits: EVERYBODY,
    rounds: 1,
    mostRounds: 1,
    timing: once(15, { announceMinutes: 0, preheatMinutes: 5, followUpMinutes: 10 }),
    source: button,
    awards: [{ at: 'round', who: { kind: 'claim' }, prize: points(1) }],
    claims: 30,
    packetPoints: 300,
  },
  'flash-sale': {
    kind: 'flash_sale',
    mechanism: 'claim',
    minutes: 15,
    suits: ['flash', 'benefit', 'loyal', 'regional'],
    rounds: 1,
    mostRounds: 1,
    timing: once(15, { announceMinutes: 1440, preheatMinutes: 10 }),
    source: button,
    awards: [{ at: 'round', who: { kind: 'claim' }, prize: points(50) }],
    claims: 20,
  },
  'group-buy': {
    kind: 'group_buy',
    mechanism: 'draw',
    minutes: 240,
    suits: ['flash', 'benefit', 'loyal', 'regional'],
    rounds: 1,
    mostRounds: 1,
    timing: once(240),
    source: button,
    awards: [{ at: 'end', who: { kind: 'joined', atLeast: 10 }, prize: points(50) }],
  },
  'share-your-order': {
    kind: 'share_order',
    mechanism: 'entries',
    minutes: 1440,
    suits: ['loyal', 'benefit', 'delivery', 'regional'],
    rounds: 1,
    mostRounds: 1,
    timing: once(1440),
    source: button,
    awards: [
      { at: 'end', who: { kind: 'draw', n: 3 }, prize: points(100) },
      { at: 'end', who: { kind: 'joined', atLeast: 1 }, prize: points(10) },
    ],
    entries: { picture: 'must', most: 3, votes: 0 },
  },
  'photo-contest': {
    kind: 'contest',
    mechanism: 'entries',
    minutes: 2880,
    suits: ['loyal', 'benefit', 'regional', 'camp'],
    rounds: 1,
    mostRounds: 1,
    timing: once(2880, { announceMinutes: 1440 }),
    source: button,
    awards: [
      { at: 'end', who: { kind: 'rank', from: 1, to: 1 }, prize: points(300) },
      { at: 'end', who: { kind: 'rank', from: 2, to: 5 }, prize: points(80) },
      { at: 'end', who: { kind: 'joined', atLeast: 1 }, prize: points(5) },
    ],
    entries: { picture: 'must', most: 1, votes: 3 },
  },
  'ask-me-anything': {
    kind: 'ama',
    mechanism: 'entries',
    minutes: 120,
    suits: ['loyal', 'camp', 'delivery', 'newcomer'],
    rounds: 1,
    mostRounds: 1,
    timing: once(120, { announceMinutes: 1440 }),
    source: button,
    awards: [{ at: 'end', who: { kind: 'rank', from: 1, to: 3 }, prize: points(20) }],
    entries: { picture: 'none', most: 3, votes: 5 },
  },
  'guess-the-outcome': guess([
    { at: 'round', who: { kind: 'first', n: 3 }, prize: points(50) },
    { at: 'round', who: { kind: 'right' }, prize: points(10) },
  ]),
  'guess-the-number': guess([
    { at: 'round', who: { kind: 'nearest', n: 3 }, prize: points(50) },
    { at: 'end', who: { kind: 'joined', atLeast: 1 }, prize: points(2) },
  ]),
}

const library = new Map<Locale, readonly Script[]>()

/** Scripts ready to run, in a language. */
export function scriptsIn(locale: Locale): readonly Script[] {
  const known = library.get(locale)
  if (known) return known
  const words = locale === 'zh' ? CHINESE : ENGLISH
  const made = Object.entries(SHAPES).flatMap(([key, shape]) => {
    const own = words[key]
    return own ? [scriptOf(key, shape, own)] : []
  })
  library.set(locale, made)
  return made
}

function scriptOf(key: string, shape: Shape, words: ScriptWords): Script {
  const { title, theme, prepare, intro, announce, preheat, winners, followUp } = words
  const { kind, mechanism, minutes, suits, rounds, mostRounds } = shape
  return {
    key,
    kind,
    mechanism,
    title,
    theme,
    prepare,
    minutes,
    suits: [...suits],
    rounds,
    mostRounds,
    spec: {
      intro,
      timing: shape.timing,
      source: shape.source(words),
      awards: shape.awards.map((one, at) => ({ ...one, name: words.awards[at] ?? title })),
      claims: shape.claims ?? null,
      packetPoints: shape.packetPoints ?? null,
      entries: shape.entries ?? null,
      guaranteeAfter: shape.guaranteeAfter ?? 0,
      weights: null,
      condition: null,
      posts: { announce, preheat, winners, followUp },
    },
  }
}
