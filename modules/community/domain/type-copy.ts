import type { CommunityType, FourBlocks } from '../contract/index.ts'

/** Everything of a type that is words, in one language. Written to be used as it stands. */
export interface TypeCopy {
  readonly name: string
  readonly purpose: string
  readonly members: string
  /** The operating rule of the type in one sentence. */
  readonly operating: string
  readonly leadsTo: string
  readonly business: string
  readonly customer: string
  readonly oneLine: string
  readonly promise: string
  readonly rules: readonly { readonly id: string; readonly text: string; readonly penalty: string }[]
  readonly announcement: FourBlocks
  readonly welcome: FourBlocks
  /** Questions of the application, for types that screen. */
  readonly questions: readonly string[]
}
export type TypeCopies = Readonly<Record<CommunityType, TypeCopy>>
