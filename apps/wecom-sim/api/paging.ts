import { createHash } from 'node:crypto'
import type { Platform } from '../world/platform.ts'
import { Refusal } from './refusal.ts'

/** Cursors say nothing to a client and are refused when they were never given out. */
export function cursorFor(platform: Platform, list: string, at: number): string {
  const place = (at + 1).toString(36)
  return `${mark(platform, list, place)}${place}`
}

/** Where to go on: -1 at the beginning. */
export function placeOf(platform: Platform, list: string, cursor: string): number {
  if (cursor === '') return -1
  const place = cursor.slice(16).replace(/\.\d+$/, '')
  if (!/^[0-9a-z]+$/.test(place) || cursor.slice(0, 16) !== mark(platform, list, place)) throw new Refusal(50100)
  return Number.parseInt(place, 36) - 1
}

const mark = ({ world }: Platform, list: string, place: string) =>
  createHash('sha256').update(`${world.seed}/${list}/${place}`).digest('base64url').slice(0, 16)

/** One page of rows in the order of `seq`, and the cursor of the next. */
export function pageOf<T>(
  platform: Platform,
  list: string,
  cursor: string,
  limit: number,
  rows: Iterable<T>,
  seqOf: (row: T) => number,
): { page: T[]; next: string } {
  const after = placeOf(platform, list, cursor)
  if (platform.faults.emptyPage > 0 && platform.dice('fault-page').chance(platform.faults.emptyPage))
    return { page: [], next: emptyPageCursor(platform, list, after) }
  const page: T[] = []
  for (const row of rows) {
    if (seqOf(row) <= after) continue
    if (page.length === limit) return { page, next: cursorFor(platform, list, seqOf(page.at(-1) as T)) }
    page.push(row)
  }
  return { page, next: '' }
}

/** The place stays, the cursor is another one: a client that remembers cursors must not take it for a ring. */
export const emptyPageCursor = (platform: Platform, list: string, at: number): string =>
  `${cursorFor(platform, list, at)}.${(platform.world.drawn['empty-page'] = (platform.world.drawn['empty-page'] ?? 0) + 1)}`

/** Rows that have no number of their own are paged by their place. */
export const numbered = <T>(rows: readonly T[]): [number, T][] => rows.map((row, at) => [at, row])
