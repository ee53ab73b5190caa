import type { LocalDay, Moment } from '@grove/calendar'
import type { Amendment } from '../contract/index.ts'

/** One version at work in one community, as the interpreter sees it. */
export interface Run {
  /** IANA zone all local times are read in. */
  readonly zone: string
  /** Start, without seconds. */
  readonly startAt: Moment
  readonly startDay: LocalDay
  readonly parameters: Readonly<Record<string, string | number>>
  /** Source of every choice by chance; the same for the life of the run. */
  readonly seed: string
  /** In the order they were made. */
  readonly amendments: readonly Amendment[]
}
