import type { ScorePart, ScoreSettings } from '../contract/index.ts'

export interface Acts {
  readonly messages: number
  readonly reactions: number
  readonly answers: number
  /** Different days with any of them. */
  readonly days: number
  /** Whole days since the last of them; null when there was none in the window. */
  readonly silent: number | null
}

export interface PartScore {
  readonly part: ScorePart
  readonly value: number
  readonly cap: number
  readonly points: number
  readonly of: number
}

/**
 * Activity as points: each part gives its share of what is enough, nothing above it; recency melts day by day.
 * Tenths of a point are kept in the parts, the sum is rounded once.
 */
export function scoreOf(acts: Acts, settings: ScoreSettings): { readonly total: number; readonly parts: readonly PartScore[] } {
  const counted = (part: Exclude<ScorePart, 'recency'>): PartScore => {
    const { points, cap } = settings.parts[part]
    return { part, value: acts[part], cap, points: (points * Math.min(acts[part], cap)) / cap, of: points }
  }
  const { points, cap } = settings.parts.recency
  const left = acts.silent === null ? 0 : Math.max(0, cap - acts.silent) / cap
  const parts = [
    counted('messages'),
    counted('reactions'),
    counted('answers'),
    counted('days'),
    { part: 'recency' as const, value: acts.silent ?? cap, cap, points: points * left, of: points },
  ]
  return { total: Math.floor(parts.reduce((sum, one) => sum + one.points, 0) + 0.5 + 1e-9), parts }
}
