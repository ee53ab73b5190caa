import { type Ctx, extensionPoint } from '@grove/kernel/server'
import type { Account } from '../contract/index.ts'

/** Who opened a page of ours inside the channel's client: somebody of the company, anybody else, or nobody knows because the proof is used up. */
export type InsideVisitor =
  | { readonly kind: 'staff'; readonly externalId: string }
  | { readonly kind: 'stranger' }
  | { readonly kind: 'stale' }
  /** The platform can't say now. */
  | { readonly kind: 'later' }

/** One signature with which a page may use the client it stands in. */
export interface PageSignature {
  readonly timestamp: number
  readonly nonceStr: string
  readonly signature: string
}

/** A channel whose client opens pages of ours beside a conversation. */
export interface InsidePages {
  readonly kind: string
  /** Where a page sends its reader to learn who they are; they come back to `redirectUri` with `code` and `state`. */
  signInUrl(account: Account, given: { readonly redirectUri: string; readonly state: string }): string
  whoCame(ctx: Ctx, account: Account, code: string, signal: AbortSignal): Promise<InsideVisitor>
  /** Null: the platform can't say now, or the account is not set up for pages. */
  sign(
    ctx: Ctx,
    account: Account,
    url: string,
    signal: AbortSignal,
  ): Promise<{ readonly corpId: string; readonly agentId: string; readonly config: PageSignature; readonly agent: PageSignature } | null>
}

export const insidePages = extensionPoint<InsidePages>('channel.inside')
