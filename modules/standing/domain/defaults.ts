import type { Ladder, RuleBook, StandingSettings } from '../contract/index.ts'

const paid = (atLeast: number) => ({ kind: 'orders', atLeast })
const said = (event: string, within: string, atLeast: number) => ({ kind: 'events', event, within, atLeast })

/** The rules Grove brings: a ladder that works without anybody writing one. */
export const defaultBooks: Readonly<Record<Ladder, RuleBook>> = {
  stage: {
    onlyUp: true,
    otherwise: null,
    rules: [
      { to: 7, when: paid(2) },
      { to: 6, when: paid(1) },
      { to: 5, when: { kind: 'score', atLeast: 40 } },
      { to: 4, when: { any: [said('message.posted', '30d', 3), said('message.answered', '30d', 2)] } },
      { to: 3, when: { any: [said('message.posted', 'ever', 1), said('message.answered', 'ever', 1)] } },
      { to: 2, when: said('community.member_joined', 'ever', 1) },
    ],
  },
  tier: {
    onlyUp: false,
    otherwise: 1,
    rules: [
      { to: 4, when: { all: [{ kind: 'score', atLeast: 75 }, said('message.answered', '30d', 5)] } },
      { to: 3, when: { kind: 'score', atLeast: 55 } },
      { to: 2, when: { kind: 'score', atLeast: 25 } },
    ],
  },
  group: {
    onlyUp: false,
    otherwise: 1,
    rules: [
      { to: 4, when: { kind: 'awake', in: ['asleep'] } },
      {
        to: 3,
        when: {
          any: [
            { kind: 'lastOrder', within: '90d' },
            { kind: 'tier', atLeast: 2 },
          ],
        },
      },
      {
        to: 2,
        when: {
          all: [
            { kind: 'known', past: '30d' },
            { kind: 'awake', in: ['awake'] },
          ],
        },
      },
    ],
  },
}

const named = (key: string, zh: string, en: string, r: [number, number], f: [number, number], m: [number, number]) => ({
  key,
  name: { zh, en },
  r,
  f,
  m,
})

export const defaultSettings: StandingSettings = {
  sleepDays: 30,
  score: {
    window: 30,
    parts: {
      messages: { points: 25, cap: 20 },
      reactions: { points: 10, cap: 20 },
      answers: { points: 25, cap: 8 },
      days: { points: 25, cap: 12 },
      recency: { points: 15, cap: 30 },
    },
  },
  rfm: {
    mode: 'quantile',
    bins: 5,
    currency: 'CNY',
    cuts: null,
    segments: [
      named('champions', '重要价值', 'Champions', [4, 5], [4, 5], [4, 5]),
      named('loyal', '忠诚客户', 'Loyal', [2, 5], [3, 5], [3, 5]),
      named('promising', '潜力客户', 'Potential loyalists', [3, 5], [1, 3], [1, 3]),
      named('cant-lose', '不可流失', 'Cannot lose them', [1, 1], [4, 5], [4, 5]),
      named('at-risk', '重点挽留', 'At risk', [1, 2], [2, 5], [2, 5]),
      named('sleepy', '将要沉睡', 'About to sleep', [2, 3], [1, 2], [1, 2]),
      named('lost', '已流失', 'Lost', [1, 2], [1, 2], [1, 2]),
    ],
  },
}
/** Key of buyers whom no segment names. */
export const OTHERS = 'others'
