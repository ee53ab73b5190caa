import type { LintSubject } from './subject.ts'
import { daysOf, postsOf } from './typical-weeks.ts'

const WEEK = 7
const BUSY_WEEKDAYS = 4

/** True for groups with a life of weeks and posts on most weekdays: the ones that games and questions keep awake. */
export function hasWeeklyRhythm(subject: LintSubject): boolean {
  const { definition } = subject
  const suits = definition.communityTypes.some((type) => type === 'newcomer' || type === 'benefit')
  return suits && daysOf(definition) >= WEEK && new Set(postsOf(subject).map((post) => post.weekday)).size >= BUSY_WEEKDAYS
}
