import type { ContentPart } from './content.ts'

/** What a channel can do. Playbooks, lint and the engine ask this, never which channel it is. */
export interface Can {
  readonly sendToGroup: boolean
  readonly sendToMember: boolean
  /** Members' messages come in. */
  readonly readGroup: boolean
  /** The channel reports who read it. */
  readonly readReceipts: boolean
  /** A person has to press send inside the channel; `deliver` only places the task there. */
  readonly confirmBySender: boolean
  /** One press sends the same words to all groups of that person; words that differ have to be sent one by one. */
  readonly confirmTogether: boolean
  /** Delivering the same touch again has no second effect. */
  readonly idempotentByTouch: boolean
  /** `lookup` says for certain whether a touch was done. */
  readonly lookupByTouch: boolean
  readonly recall: boolean
  readonly pin: boolean
  readonly mentionAll: boolean
  /** Silences a member, and takes one out of the group. */
  readonly mute: boolean
  readonly remove: boolean
  readonly parts: readonly ContentPart['kind'][]
}

/** How the engine calls the channel. */
export interface Pace {
  /** Deliveries in one call. */
  readonly batch: number
  /** Calls at once, per process. */
  readonly concurrency: number
  /** A call that has not answered by then counts as unanswered. */
  readonly timeoutMs: number
}
