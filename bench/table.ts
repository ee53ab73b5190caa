import { keeps, type Measure, ratioOf } from './harness.ts'

/** The measures as a Markdown table, the promise and whether it is kept beside each. */
export function tableOf(measures: readonly Measure[]): string {
  const rows = measures.map((measure) => [
    measure.name,
    `${figure(measure.value)} ${measure.unit}`,
    measure.baseline ? `${measure.baseline.name}: ${figure(measure.baseline.value)}` : '–',
    measure.baseline ? figure(ratioOf(measure)) : '–',
    promiseOf(measure),
    keeps(measure) ? 'kept' : 'MISSED',
  ])
  const head = ['what', 'measured', 'against', 'ratio', 'promise', '']
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n')
}

function promiseOf(measure: Measure): string {
  if (measure.atLeast !== undefined) return `≥ ${measure.atLeast}`
  if (measure.atMost !== undefined) return `≤ ${measure.atMost}`
  return '–'
}

function figure(value: number): string {
  if (Math.abs(value) >= 1000) return Math.round(value).toLocaleString('en-US')
  return value.toPrecision(3)
}
