import { type Ctx, extensionPoint } from '@grove/kernel/server'
import type { Account } from '../contract/index.ts'

/** One kind of thing a channel mirrors: how many we have, how many differ from the platform as last compared. */
export interface SyncCount {
  readonly kind: 'staff' | 'people' | 'tags' | 'groups' | 'group_members'
  readonly count: number
  readonly drift: number
}

export interface SyncStatus {
  readonly counts: readonly SyncCount[]
  /** The comparison that runs, or ran last. */
  readonly run: {
    readonly state: 'running' | 'done' | 'failed' | 'never'
    readonly done: number
    readonly total: number
    readonly startedAt: Date | null
    readonly finishedAt: Date | null
    /** Words of what went wrong, from the platform. */
    readonly fault: string | null
  }
  /** Things known to differ that are being fetched again, and since when the oldest has waited. */
  readonly waiting: number
  readonly oldestAt: Date | null
  /** What the platform told us: not worked on yet, not understood, given up on. */
  readonly inbox: {
    readonly waiting: number
    readonly oldestAt: Date | null
    readonly unrecognised: number
    readonly failed: number
  }
}

export interface InboxEntry {
  readonly id: number
  readonly at: Date
  readonly kind: string
  readonly state: 'new' | 'done' | 'unrecognised' | 'failed'
  readonly attempts: number
  readonly error: string | null
  readonly body: string
}

export interface MirroredGroup {
  readonly externalId: string
  readonly name: string
  readonly owner: string
  /** As the channel calls them. */
  readonly ownerId: string
  readonly members: number
  readonly gone: boolean
}

/** All groups of an account unless narrowed down. */
export interface WantedGroups {
  readonly among?: readonly string[] | undefined
  readonly except?: readonly string[] | undefined
  /** By whom they are owned there. */
  readonly owners?: readonly string[] | undefined
  /** Of the group's name or its owner's. */
  readonly text?: string | undefined
  /** Those that are no more are left out. */
  readonly alive?: boolean
}

/** Somebody of the platform's company, with what they have there. */
export interface MirroredStaff {
  readonly externalId: string
  readonly name: string
  readonly people: number
  readonly groups: number
  readonly gone: boolean
}

/** A channel that keeps a copy of what lives on its platform. */
export interface ChannelSync {
  readonly kind: string
  status(ctx: Ctx, account: Account): Promise<SyncStatus>
  /** Compares everything, in the background; one at a time. False: one is running. */
  start(ctx: Ctx, account: Account): Promise<boolean>
  /** Newest first, one page. */
  inbox(
    ctx: Ctx,
    account: Account,
    page: { readonly before: number | null; readonly limit: number; readonly state: InboxEntry['state'] | null },
  ): Promise<readonly InboxEntry[]>
  /** Works on these once more. Returns how many. */
  replay(ctx: Ctx, account: Account, ids: readonly number[]): Promise<number>
  groups(
    ctx: Ctx,
    account: Account,
    wanted: WantedGroups,
    page: { readonly after: string; readonly limit: number },
  ): Promise<readonly MirroredGroup[]>
  /** Who of the company may have customers, by their name there; those who left last as long as they still have any. */
  staff(
    ctx: Ctx,
    account: Account,
    page: { readonly after: string; readonly limit: number; readonly text?: string | undefined },
  ): Promise<readonly MirroredStaff[]>
  /** Passes the members of these groups to the mirrors once more, in the caller's transaction: they are communities now. */
  tell(ctx: Ctx, account: Account, externalIds: readonly string[]): Promise<void>
}
export const channelSyncs = extensionPoint<ChannelSync>('channel.sync')

export interface MirroredPerson {
  readonly externalId: string
  readonly name: string
  readonly avatarUrl: string | null
  /** Where they came from, e.g. the state of a code. */
  readonly source: string | null
  /** When they themselves last made one of the company their contact; null when nobody knows, or others did it for them. */
  readonly actedAt: Date | null
  /** Who of the company has them, by the platform's names, the first to add them first; on one page of a platform only some are known. */
  readonly keepers: readonly string[]
  /** Codes they came through: the state of each, and who of ours they came to. */
  readonly arrivals: readonly { readonly source: string; readonly by: string; readonly at: Date | null }[]
  /** Names of tags they got and lost on the platform since last seen. */
  readonly tagged: readonly string[]
  readonly untagged: readonly string[]
}

export interface MirroredRoster {
  readonly groupExternalId: string
  readonly name: string
  readonly gone: boolean
  /** Everybody in it now, staff left out. */
  readonly people: readonly {
    readonly externalId: string
    readonly name: string
    readonly source: string | null
    readonly joinedAt: Date | null
  }[]
}

/** Who makes members and memberships of what a channel mirrors. Runs in the transaction of the copy; set-based; the same told twice changes nothing. */
export interface Mirror {
  people(ctx: Ctx, channel: string, accountId: number, people: readonly MirroredPerson[]): Promise<void>
  rosters(ctx: Ctx, channel: string, accountId: number, rosters: readonly MirroredRoster[]): Promise<void>
}
export const mirrors = extensionPoint<Mirror>('channel.mirror')

/**
 * Somebody is forgotten: a channel that copies its platform blanks what its copy says about these people, in the caller's transaction. What the
 * platform itself keeps is the platform's: `channelForgotten` says of whom a later look must take nothing in.
 */
export type ChannelForget = (ctx: Ctx, people: readonly { readonly channel: string; readonly externalId: string }[]) => Promise<void>
export const channelForgets = extensionPoint<ChannelForget>('channel.forget')

/**
 * Who of these was forgotten and has done nothing since; a channel's copy takes no word of them in. `actedAt`: when they last added one of the
 * company or joined a group by themselves.
 */
export type ChannelForgotten = (
  ctx: Ctx,
  channel: string,
  people: readonly { readonly externalId: string; readonly actedAt: Date | null }[],
) => Promise<ReadonlySet<string>>
export const channelForgotten = extensionPoint<ChannelForgotten>('channel.forgotten')
