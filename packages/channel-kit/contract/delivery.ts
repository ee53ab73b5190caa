import type { Content } from './content.ts'

/** One act towards one group or one member, ready to leave: variables are already rendered. */
export interface Delivery {
  /** Unique name of the touch, the same at every attempt; at most 120 characters of [0-9a-z-]. */
  readonly touch: string
  readonly sendId: number
  readonly communityId: number
  readonly group: { readonly name: string; readonly externalId: string | null }
  /** Null: the whole group. */
  readonly member: { readonly id: number; readonly name: string; readonly externalId: string | null } | null
  readonly content: Content
  /** 1 at first. */
  readonly attempt: number
}

/** The workspace's account at a channel; null for built-in channels, which need none. */
export interface Account {
  readonly id: number
  readonly name: string
  /** As entered in the channel's form, secrets included: never logged. */
  readonly settings: Readonly<Record<string, string>>
}

/** Deliveries of one workspace and one account. */
export interface Batch {
  readonly account: Account | null
  readonly deliveries: readonly Delivery[]
}
