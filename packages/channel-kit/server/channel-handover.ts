import { type Ctx, extensionPoint } from '@grove/kernel/server'
import type { Account } from '../contract/index.ts'

/** Why one customer or group could not be handed over. */
export type HandoverReason =
  /** The customer said no. */
  | 'customer_refused'
  | 'taker_full'
  /** More often than the platform allows for one customer or group. */
  | 'too_often'
  /** Another handover of it is under way. */
  | 'in_progress'
  | 'not_theirs'
  | 'gone'
  /** The platform thinks the giver still works there. */
  | 'giver_here'
  | 'giver_left'
  | 'taker_unfit'
  | 'refused'

export type HandoverState = 'planned' | 'asking' | 'waiting' | 'done' | 'failed'

export interface Handover {
  readonly id: number
  readonly from: string
  readonly to: string
  readonly fromName: string
  readonly toName: string
  /** The giver has left: customers are handed over without asking them on behalf of somebody who is there. */
  readonly resigned: boolean
  readonly state: 'running' | 'done'
  /** How many of each kind are where. */
  readonly customers: Readonly<Record<HandoverState, number>>
  readonly groups: Readonly<Record<HandoverState, number>>
  /** What the platform last said when it could not go on. */
  readonly fault: string | null
  readonly at: Date
  readonly finishedAt: Date | null
}

export interface HandoverItem {
  readonly kind: 'customer' | 'group'
  readonly externalId: string
  readonly name: string
  readonly state: HandoverState
  readonly reason: HandoverReason | null
  readonly at: Date | null
}

export interface NewHandover {
  readonly from: string
  readonly to: string
  readonly customers: boolean
  readonly groups: boolean
  /** Told to customers once they are handed over; only by somebody who still works there. */
  readonly message: string
}

/** A channel whose platform hands customers and groups of one colleague over to another, within limits of its own. */
export interface ChannelHandovers {
  readonly kind: string
  /** In the caller's transaction; the rest happens behind. `busy`: one of the giver is running; `nobody`: one of the two is not there; `nothing`: there is nothing to hand over. */
  start(ctx: Ctx, account: Account, given: NewHandover): Promise<{ readonly id: number } | 'busy' | 'nobody' | 'nothing'>
  list(ctx: Ctx, account: Account, page: { readonly before: number | null; readonly limit: number }): Promise<readonly Handover[]>
  items(
    ctx: Ctx,
    account: Account,
    id: number,
    page: { readonly state: HandoverState | null; readonly after: string; readonly limit: number },
  ): Promise<readonly HandoverItem[]>
  /** Asks once more for what failed. Returns how many. */
  again(ctx: Ctx, account: Account, id: number): Promise<number>
}
export const channelHandovers = extensionPoint<ChannelHandovers>('channel.handover')
