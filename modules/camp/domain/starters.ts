import { campPlan, type CampPlan } from '../contract/plan.ts'
import { EN } from './starter-words-en.ts'
import { ZH } from './starter-words-zh.ts'

/** Title, lesson, what the check-in asks, and the homework where the day has one. */
export type StarterDay = readonly [title: string, lesson: string, ask: string, homework?: string]

export interface StarterWords {
  readonly names: Readonly<Record<7 | 14 | 21 | 30, readonly [name: string, intro: string]>>
  /** All days but the last; a shorter camp takes the first ones. */
  readonly days: readonly StarterDay[]
  readonly last: StarterDay
  readonly journey: CampPlan['journey']
  readonly notice: string
  readonly offer: string
  readonly certificate: CampPlan['certificate']
}

export interface StarterPlan {
  readonly key: string
  readonly name: string
  readonly intro: string
  readonly plan: CampPlan
}

const LENGTHS = [7, 14, 21, 30] as const

/** Plans to start from: the same arc over seven to thirty days, with every part of the method in it. */
export function starterPlans(locale: 'zh' | 'en'): readonly StarterPlan[] {
  const words = locale === 'zh' ? ZH : EN
  return LENGTHS.map((length) => {
    const [name, intro] = words.names[length]
    return { key: `camp-${length}d`, name, intro, plan: planOf(words, length, intro) }
  })
}

function planOf(words: StarterWords, length: (typeof LENGTHS)[number], intro: string): CampPlan {
  const days = [...words.days.slice(0, length - 1), words.last]
  return campPlan.parse({
    intro,
    days: days.map(([title, text, ask, homework]) => ({
      title,
      lesson: { text },
      checkIn: { ask },
      ...(homework ? { homework: { ask: homework, dueInDays: 1 } } : {}),
    })),
    makeUp: { cards: Math.ceil(length / 7) + 1, windowDays: 3 },
    remindAt: '20:00',
    coachAfter: 2,
    screening: { byPerson: true },
    graduation: { checkIns: 80, homework: 60 },
    journey: words.journey,
    noticeHint: words.notice,
    offer: { text: words.offer },
    certificate: words.certificate,
  })
}
