import { type Ctx, SealError, sealerOf } from '@grove/kernel/server'
import { masked, type SealedChannel, UNREADABLE } from '../domain/mask.ts'

type Nullable = string | null | undefined

export function sealContact(ctx: Ctx, channel: SealedChannel, value: Nullable): string | null {
  return value ? sealerOf(ctx).seal(channel, value) : null
}

/** The clear value: for the program's own work, never for a screen. @throws SealError */
export function openContact(ctx: Ctx, channel: SealedChannel, sealed: Nullable): string | null {
  return sealed ? sealerOf(ctx).open(channel, sealed) : null
}

/** What screens show. A missing key must not take the page down. */
export function maskContact(ctx: Ctx, channel: SealedChannel, sealed: Nullable): string | null {
  if (!sealed) return null
  try {
    return masked(channel, sealerOf(ctx).open(channel, sealed))
  } catch (error) {
    if (error instanceof SealError) return UNREADABLE
    throw error
  }
}

/** Rows as a statement answers them (`phone`, `email` sealed), as screens show them. */
export function withMasks<R extends { readonly phone: string | null; readonly email: string | null }>(ctx: Ctx, row: R): R {
  return { ...row, phone: maskContact(ctx, 'phone', row.phone), email: maskContact(ctx, 'email', row.email) }
}

/** For audit rows: fields of a member with phone and e-mail masked. */
export function maskedFields<T extends object>(fields: T): T {
  const entries = Object.entries(fields).map(([name, value]) => [
    name,
    (name === 'phone' || name === 'email') && typeof value === 'string' ? masked(name, value) : value,
  ])
  return Object.fromEntries(entries) as T
}

/** Text of a file on its way in (cells, errors): anybody's data, readable only through the program. */
export const sealText = (ctx: Ctx, text: string): string => sealerOf(ctx).seal('import', text)
export const sealFile = (ctx: Ctx, bytes: Uint8Array): Buffer => sealerOf(ctx).sealBytes('import', bytes)
export const openFile = (ctx: Ctx, sealed: Uint8Array): Buffer => sealerOf(ctx).openBytes('import', sealed)
export const openText = (ctx: Ctx, sealed: string): string => sealerOf(ctx).open('import', sealed)
