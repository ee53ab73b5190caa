import type { ContentPart } from '@grove/channel-kit/contract'
import type { Author, AuthorKind } from '../contract/index.ts'

/** A message's body as stored. Pictures keep their number; addresses are made when it is shown. */
export type StoredBody = ContentPart | { readonly kind: 'system'; readonly name: string; readonly params: Record<string, string | number> }

/** One message to append. `key` is the author's own name for it: the same key again is the same message. */
export interface NewMessage {
  readonly communityId: number
  /** 0 the room, else the private thread with that member. */
  readonly thread: number
  /** `counted` false for staff and ambience helpers; true unless told. The community and the house have id 0. */
  readonly author: { readonly kind: AuthorKind; readonly id: number; readonly counted?: boolean }
  readonly key: string
  readonly body: StoredBody
  readonly replyTo?: number | null
  readonly mentions?: readonly number[]
  readonly mentionAll?: boolean
  /** The clock's now unless told. */
  readonly at?: Date
  /** How listeners see the author, where the caller knows it already: saves reading the message back. */
  readonly shown?: Pick<Author, 'name' | 'avatarUrl' | 'badge'> | null
}

/** Where a message stands; `repeated` when its key was there before. */
export interface Posted {
  readonly seq: number
  readonly at: Date
  readonly repeated: boolean
}
