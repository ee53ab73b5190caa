/** One line of the table: a figure, what it is measured against in the same run, and the promise it keeps. */
export interface Measure {
  readonly name: string
  readonly value: number
  readonly unit: string
  /** The same work done the plainest way, in the same unit. */
  readonly baseline?: { readonly name: string; readonly value: number }
  /** The promise: the ratio value / baseline (or the value itself when there is no baseline) must be at least or at most this. */
  readonly atLeast?: number
  readonly atMost?: number
}

export interface Bench {
  readonly name: string
  /** Gets a fresh database on the server under test. */
  readonly run: (tools: BenchTools) => Promise<readonly Measure[]>
}

export interface BenchTools {
  /** Server to make databases on. */
  readonly serverUrl: string
  /** Rows to work with; smaller for a quick look. */
  readonly scale: number
  readonly say: (text: string) => void
}

/** Seconds that `work` takes on the wall clock. */
export async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return (performance.now() - start) / 1000
}

/** The middle of `runs` measurements: machines are noisy, single figures lie. */
export async function medianOf(runs: number, measure: (run: number) => Promise<number>): Promise<number> {
  const values: number[] = []
  for (let run = 0; run < runs; run++) values.push(await measure(run))
  return percentile(values, 0.5)
}

/** Value below which the share `p` (0..1) of the values lies. */
export function percentile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))] ?? Number.NaN
}

/** value / baseline, or the value itself when it is measured against nothing. */
export function ratioOf(measure: Measure): number {
  return measure.baseline ? measure.value / measure.baseline.value : measure.value
}

export function keeps(measure: Measure): boolean {
  const ratio = ratioOf(measure)
  return !(measure.atLeast !== undefined && ratio < measure.atLeast) && !(measure.atMost !== undefined && ratio > measure.atMost)
}
