import type { CommunityType } from '@grove/community/contract'
import type { Locale } from '@grove/kernel/contract'

/** How long a history, of how many invented members. */
export interface DemoSize {
  readonly days: number
  readonly people: number
}

export const FULL_SIZE: DemoSize = { days: 42, people: 300 }

export interface Plot {
  readonly key: string
  readonly type: CommunityType
  readonly playbooks: readonly string[]
  readonly name: Readonly<Record<Locale, string>>
  /** Day of the history on which it opens. */
  readonly opens: number
  readonly first: number
  readonly perDay: number
  readonly most: number
  /** Days until it is over; nobody comes or goes any more. */
  readonly lasts: number
  /** Days after which its playbook starts anew. */
  readonly again?: number
}

const PLOTS: readonly Plot[] = [
  {
    key: 'benefit',
    type: 'benefit',
    playbooks: ['benefit-weekly'],
    name: { zh: '林间福利社', en: 'Grove benefits' },
    opens: 0,
    first: 60,
    perDay: 2.6,
    most: 165,
    lasts: 999,
    again: 14,
  },
  {
    key: 'flash',
    type: 'flash',
    playbooks: ['flash-sale-3d'],
    name: { zh: '秋日快闪群', en: 'Autumn flash sale' },
    opens: 15,
    first: 74,
    perDay: 0,
    most: 74,
    lasts: 2,
  },
  {
    key: 'newcomer',
    type: 'newcomer',
    playbooks: ['newcomer-14d', 'touch-7d'],
    name: { zh: '新朋友 · 十月班', en: 'Newcomers, October' },
    opens: 32,
    first: 12,
    perDay: 8,
    most: 90,
    lasts: 14,
  },
]

/** The three communities of a history of this size: they open at the same part of it, with the same part of its people. */
export function plotsOf({ days, people }: DemoSize): Plot[] {
  const [time, crowd] = [days / FULL_SIZE.days, people / FULL_SIZE.people]
  return PLOTS.map((plot) => ({
    ...plot,
    opens: Math.round(plot.opens * time),
    first: Math.max(1, Math.round(plot.first * crowd)),
    perDay: (plot.perDay * crowd) / time,
    most: Math.max(1, Math.round(plot.most * crowd)),
  }))
}

/** Known by the first day, of 300; the others come one after the other. */
const FIRST_PEOPLE = 170
const PEOPLE_PER_DAY = 3.2

export function peopleKnown({ days, people }: DemoSize, day: number): number {
  const known = FIRST_PEOPLE + (PEOPLE_PER_DAY * day * FULL_SIZE.days) / days
  return Math.min(people, Math.floor((known * people) / FULL_SIZE.people))
}

export const dueAgain = ({ opens, again }: Plot, day: number) => again !== undefined && day > opens && (day - opens) % again === 0
