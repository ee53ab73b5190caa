import { existsSync, readFileSync } from 'node:fs'
import type { RfmSegment, RfmSettings } from '../contract/index.ts'
import { defaultSettings, OTHERS } from '../domain/defaults.ts'
import type { Buyer, RfmScore } from '../domain/rfm.ts'

const folder = new URL('../../../../shared/data/rfm/', import.meta.url)
/** Published scores and segments of 995 invented customers; beside the repository, never in it. */
export const hasReference = existsSync(new URL('reference.json', folder))
export const WITHOUT = 'shared/data/rfm is not here: RFM was not compared with the published figures'
export const REFERENCE_DAY = '2006-12-31'

const read = (name: string) => readFileSync(new URL(name, folder), 'utf8')
/** Cells of a CSV whose texts are quoted and hold no quotes. */
const rows = (name: string) =>
  read(name)
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => [...line.matchAll(/"([^"]*)"|([^,]+)/g)].map((match) => match[1] ?? match[2] ?? ''))

export interface ReferenceRow {
  readonly name: string
  readonly buyer: Buyer
  readonly score: RfmScore
  readonly segment: string
}

export function referenceRows(): ReferenceRow[] {
  return rows('rfm_orders_expected.csv').map(([name = '', recency, frequency, monetary, r, f, m, , segment = '']) => ({
    name,
    buyer: { recency: Number(recency), frequency: Number(frequency), monetary: Number(monetary) },
    score: { r: Number(r), f: Number(f), m: Number(m) },
    segment: keyOf(segment),
  }))
}

export function referenceOrders(): { readonly name: string; readonly day: string; readonly amount: number }[] {
  return rows('rfm_orders.csv').map(([name = '', day = '', amount]) => ({ name, day, amount: Number(amount) }))
}

interface Scheme {
  readonly segments: readonly string[]
  readonly recency: readonly [number, number][]
  readonly frequency: readonly [number, number][]
  readonly monetary: readonly [number, number][]
}

/** A published scheme as settings, and how many customers each of its segments holds. */
export function referenceScheme(name: 'scheme1' | 'scheme2'): { readonly settings: RfmSettings; readonly counts: Record<string, number> } {
  const told = JSON.parse(read('reference.json')) as Record<string, unknown>
  const scheme = told[name] as Scheme
  const counted = told[`recomputed_${name}`] as Record<string, { customers: number }>
  const segments: RfmSegment[] = scheme.segments.map((title, at) => ({
    key: keyOf(title),
    name: { zh: title, en: title },
    r: [...(scheme.recency[at] ?? [1, 1])],
    f: [...(scheme.frequency[at] ?? [1, 1])],
    m: [...(scheme.monetary[at] ?? [1, 1])],
  }))
  const counts = Object.fromEntries(Object.entries(counted).map(([title, { customers }]) => [keyOf(title), customers]))
  return { settings: { ...defaultSettings.rfm, segments }, counts }
}

function keyOf(title: string): string {
  return title === 'Others' ? OTHERS : title.toLowerCase().replace(/[^a-z]+/g, '-')
}
