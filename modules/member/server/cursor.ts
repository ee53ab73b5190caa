import { kernelErrors } from '@grove/kernel/contract'

/** Opaque place in a keyset-paged list: the sort key as text, and the id that breaks ties. */
export interface Place {
  readonly key: string
  readonly id: number
}

export function writeCursor(place: Place): string {
  return Buffer.from(`${place.id}~${place.key}`).toString('base64url')
}

/** @throws kernel.invalid_input */
export function readCursor(cursor: string | undefined): Place | undefined {
  if (cursor === undefined) return undefined
  const text = Buffer.from(cursor, 'base64url').toString('utf8')
  const match = /^(\d{1,16})~([^\0]*)$/su.exec(text)
  if (!match) throw badCursor()
  return { id: Number(match[1]), key: match[2] ?? '' }
}

/** The same for lists whose key is a moment. @throws kernel.invalid_input */
export function readMomentCursor(cursor: string | undefined): Place | undefined {
  const place = readCursor(cursor)
  if (place && !/^[\d\-:. +TZ]{10,40}$/.test(place.key)) throw badCursor()
  return place
}

function badCursor() {
  return kernelErrors.invalid_input({ issues: [{ path: 'cursor', code: 'custom', message: 'not a cursor of this list' }] })
}

/** Cuts the one row too many that tells whether there is a next page. */
export function pageOfRows<R extends { readonly id: number; readonly key?: string }>(
  rows: readonly R[],
  limit: number,
): { readonly items: readonly R[]; readonly next: string | null } {
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return { items, next: rows.length > limit && last ? writeCursor({ key: last.key ?? '', id: last.id }) : null }
}
