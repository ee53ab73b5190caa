import { type Ctx, extensionPoint } from '@grove/kernel/server'
import type { Account, AccountCheck, Answer, Batch, Can, Health, LookupAnswer, Pace, QuotaRule, SettingField } from '../contract/index.ts'

/**
 * A connector. It takes rendered deliveries and says what became of each; it knows nothing of playbooks, limits or retries.
 * `ctx` is the workspace's, outside any transaction.
 */
export interface Channel {
  readonly kind: string
  /** Locale key of its name. */
  readonly nameKey: string
  readonly can: Can
  readonly pace: Pace
  /** Fields of the account's form; none means the channel is built in and needs no account. */
  readonly settings: readonly SettingField[]
  /**
   * One answer for each delivery, in any order. What can't be said for certain is left out or `unknown`; a throw means nothing is certain.
   * Must stop waiting when `signal` aborts.
   */
  deliver(ctx: Ctx, batch: Batch, signal: AbortSignal): Promise<readonly Answer[]>
  /** Present when `can.lookupByTouch`. */
  lookup?(ctx: Ctx, account: Account | null, touches: readonly string[], signal: AbortSignal): Promise<readonly LookupAnswer[]>
  health?(ctx: Ctx, account: Account | null, signal: AbortSignal): Promise<Health>
  /** Present when the platform lets each receiver have so many messages only, whoever sends them. */
  readonly quota?: ChannelQuota
  /**
   * Of these people those nobody of the company can write to in private, as far as the channel's own copy knows; the platform is not asked.
   * Left out: everybody the channel knows can be written to.
   */
  noContact?(ctx: Ctx, people: readonly string[]): Promise<readonly string[]>
  /** Everything an account needs, one by one, for the person who connects it; nothing is changed on the platform. */
  examine?(ctx: Ctx, account: Account, signal: AbortSignal): Promise<readonly AccountCheck[]>
  /** Where the platform has to call us for this account, after the address of the house. */
  callbackPath?(workspaceId: number, accountId: number): string
}

export interface ChannelQuota {
  /** Where the platform's days begin. */
  readonly zone: string
  /** The rule this account's company has chosen. */
  ruleOf(account: Pick<Account, 'settings'>): QuotaRule
}

/** Channels register here: `provides: [channels.of(roomChannel)]`. */
export const channels = extensionPoint<Channel>('channels')

/** The channel of this kind, or undefined when this installation has none. */
export function channelOf(ctx: Pick<Ctx, 'app'>, kind: string): Channel | undefined {
  return ctx.app.registry.all(channels).find((channel) => channel.kind === kind)
}
