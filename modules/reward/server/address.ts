import { type Ctx, sealerOf } from '@grove/kernel/server'
import type { Address } from '../contract/index.ts'

const PURPOSE = 'address'

export const sealAddress = (ctx: Ctx, to: Address): string => sealerOf(ctx).seal(PURPOSE, JSON.stringify(to))

/** The clear address: for its owner, and for who sends the parcel. @throws SealError */
export function openAddress(ctx: Ctx, sealed: string | null): Address | null {
  return sealed === null ? null : (JSON.parse(sealerOf(ctx).open(PURPOSE, sealed)) as Address)
}
