import { type Ctx, extensionPoint } from '@grove/kernel/server'
import type { Account, CodeKind, WantedCode } from '../contract/index.ts'

export interface SeenCode extends WantedCode {
  /** Where the platform shows its picture. */
  readonly pictureUrl: string | null
}

/** The platform refused or did not answer. */
export class CodeFault extends Error {
  /** Its own words, without secrets. */
  readonly said: string
  /** So long is to be waited before it is asked again. */
  readonly afterSeconds: number

  constructor(said: string, afterSeconds: number) {
    super(said)
    this.said = said
    this.afterSeconds = afterSeconds
  }
}

export interface CodePerson {
  readonly externalId: string
  readonly name: string
}

export interface CodeGroup extends CodePerson {
  readonly members: number
  readonly gone: boolean
}

/** A channel whose platform has codes that lead to its people or groups. Calls throw CodeFault; none runs in a transaction. */
export interface CodeDesk {
  readonly kind: string
  readonly most: Readonly<Record<CodeKind, number>>
  /** A group with so many people takes nobody by code any more. */
  readonly fullAt: number
  /** `again`: an earlier asking may have been carried out. */
  make(ctx: Ctx, account: Account, want: WantedCode, asked: { readonly since: Date; readonly again: boolean }): Promise<string>
  /** Null: it is not there any more. */
  see(ctx: Ctx, account: Account, kind: CodeKind, name: string): Promise<SeenCode | null>
  /** The picture the platform shows there, as it came: PNG or JPEG of a megabyte at most. */
  picture(ctx: Ctx, account: Account, url: string): Promise<Uint8Array>
  /** Replaces it, keeping every field of the platform that is none of ours. */
  change(ctx: Ctx, account: Account, name: string, want: WantedCode): Promise<void>
  end(ctx: Ctx, account: Account, kind: CodeKind, name: string): Promise<void>
  /** Who may stand on a code now, from the copy. */
  people(ctx: Ctx, account: Account): Promise<readonly CodePerson[]>
  /** All groups of the account, or these, from the copy. */
  groups(ctx: Ctx, account: Account, externalIds: readonly string[] | null): Promise<readonly CodeGroup[]>
}
export const codeDesks = extensionPoint<CodeDesk>('channel.codes')

/** Words that depend on the code somebody came through. States nobody knows are left out. */
export interface CodeWords {
  /** What a new customer is greeted with. */
  greetings(ctx: Ctx, states: readonly string[]): Promise<ReadonlyMap<string, string>>
  /** Where they came from. */
  sources(ctx: Ctx, states: readonly string[]): Promise<ReadonlyMap<string, string>>
}
export const codeWords = extensionPoint<CodeWords>('channel.code_words')
