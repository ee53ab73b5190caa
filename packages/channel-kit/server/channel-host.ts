import type { Locale, Role, WorkspaceId } from '@grove/kernel/contract'
import { type App, type Ctx, extensionPoint, type SystemCtx } from '@grove/kernel/server'
import type { Account, Outcome } from '../contract/index.ts'

/** What became of a delivery a person had to press inside the channel. `externalId` is what `deliver` answered. */
export interface ChannelReport {
  readonly externalId: string
  readonly outcome: Outcome
}

/** A task inside the channel that waits for its sender to press send; `key` is the channel's number of it. */
export interface AskedConfirm {
  readonly key: number
  readonly communityId: number
  /** Groups or people it goes to. */
  readonly targets: number
  readonly accountId: number
  /** The sender, as the channel calls them. */
  readonly sender: string
  readonly text: string
  readonly expiresAt: Date
}

/** One of our staff, behind a person of the platform's company. */
export interface LinkedStaff {
  readonly externalId: string
  readonly staffId: number
  readonly name: string
  readonly role: Role
  readonly locale: Locale
}

/** A handover that is over; `from` and `to` as the channel calls them. */
export interface HandedOver {
  readonly key: number
  readonly accountId: number
  readonly from: string
  readonly to: string
  readonly done: number
  readonly failed: number
}

/** People or groups of the platform that have another of our staff now. */
export interface Passed {
  readonly accountId: number
  readonly from: string
  readonly to: string
  readonly externalIds: readonly string[]
}

/** What a connector needs of the house: the accounts people connected, and somebody to tell how things went on. */
export interface ChannelHost {
  /** Accounts of a kind that are not switched off, of all workspaces or of one. */
  accounts(system: Pick<SystemCtx, 'db'>, kind: string, of?: WorkspaceId): Promise<readonly HostedAccount[]>
  /** Our staff behind people of the platform, by the platform's name of them; null: all that are linked. */
  staffBehind(ctx: Ctx, accountId: number, externalIds: readonly string[] | null): Promise<ReadonlyMap<string, LinkedStaff>>
  /** In the caller's transaction. Returns how many it settled; what is settled already is passed over. */
  report(ctx: Ctx, kind: string, reports: readonly ChannelReport[]): Promise<number>
  /** Messages that arrived without us and take their share of a receiver's quota. In the caller's transaction; the same told twice counts once. */
  countOutside(ctx: Ctx, accountId: number, kind: string, seen: readonly OutsideMessage[]): Promise<number>
  /** Somebody has to press send inside the channel: work for them, in the caller's transaction. Asking twice opens one. */
  confirmAsked(ctx: Ctx, asked: readonly AskedConfirm[]): Promise<void>
  /** They did not, and time runs out: work for whoever leads. */
  confirmLate(ctx: Ctx, asked: readonly AskedConfirm[]): Promise<void>
  /** It was pressed, or it is too late: nobody has to do anything any more. */
  confirmEnded(ctx: Ctx, keys: readonly number[]): Promise<void>
  /** Who looked after these people is followed by whoever does now. In the caller's transaction; the same told twice changes nothing. */
  peopleHandedOver(ctx: Ctx, passed: Passed): Promise<void>
  /** Communities of these groups get their new owner. In the caller's transaction; the same told twice changes nothing. */
  groupsHandedOver(ctx: Ctx, passed: Passed): Promise<void>
  /** A handover is over: what could not be handed over is work for whoever leads. In the caller's transaction. */
  handedOver(ctx: Ctx, over: HandedOver): Promise<void>
}

/** A message of others, by a name of the platform that is its own. */
export interface OutsideMessage {
  readonly key: string
  /** The group or person, as the channel calls them. */
  readonly receiver: string
  readonly at: Date
}

export interface HostedAccount extends Account {
  readonly workspaceId: WorkspaceId
}

/** The module that keeps accounts and sends registers here. */
export const channelHosts = extensionPoint<ChannelHost>('channel.host')

/** @throws Error when this installation has none */
export function channelHost(app: App): ChannelHost {
  const host = app.registry.all(channelHosts)[0]
  if (!host) throw new Error('a connector needs a module that keeps channel accounts (channel.host)')
  return host
}

/** A picture as connectors upload it. */
export interface PictureFile {
  readonly name: string
  readonly type: 'image/jpeg' | 'image/png'
  readonly data: Uint8Array<ArrayBuffer>
}

/** The module that keeps pictures registers here. */
export interface PictureSource {
  /** Null: there is no such picture. */
  load(ctx: Ctx, mediaId: number): Promise<PictureFile | null>
}
export const pictureSources = extensionPoint<PictureSource>('channel.picture')
