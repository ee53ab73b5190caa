import type { Criterion } from '../contract/index.ts'

const tenth = (value: number) => Math.round(value * 10) / 10

/** The first criterion whose points are missing or too many, or `undefined` when all are in order. */
export function wrongPoints(criteria: readonly Criterion[], points: readonly (number | undefined)[]): Criterion | undefined {
  return criteria.find(({ most }, at) => !Number.isInteger(points[at]) || (points[at] ?? 0) < 0 || (points[at] ?? 0) > most)
}

/** Out of the points of the homework: each criterion is as much of it as its weight, whatever its own scale. One decimal. */
export function sumOf(criteria: readonly Criterion[], points: readonly number[], outOf: number): number {
  const whole = criteria.reduce((sum, one) => sum + one.weight, 0)
  const got = criteria.reduce((sum, { most, weight }, at) => sum + (weight * (points[at] ?? 0)) / most, 0)
  return whole === 0 ? 0 : tenth((outOf * got) / whole)
}

/** By criterion what all readers gave in the mean; nothing before the first. */
export function meansOf(
  criteria: readonly Criterion[],
  readings: readonly (readonly number[])[],
): { readonly name: string; readonly most: number; readonly mean: number }[] {
  if (readings.length === 0) return []
  return criteria.map(({ name, most }, at) => ({
    name,
    most,
    mean: tenth(readings.reduce((sum, points) => sum + (points[at] ?? 0), 0) / readings.length),
  }))
}
