import type { Content } from '@grove/channel-kit/contract'
import sql from 'sql-template-tag'
import type { SendIdentity } from './send-event.ts'

/** A send in the hands of this worker. */
export interface ClaimedSend extends SendIdentity {
  readonly contentId: number
  /** 1 at first. */
  readonly attempt: number
  readonly expiresAt: Date | null
  /** The day it was counted on against the caps; null for service messages. */
  readonly touchDay: string | null
  /** An earlier attempt may have reached the channel: its worker was lost, or the channel did not answer. */
  readonly orphan: boolean
}

/** Ready to leave. */
export interface RenderedSend extends ClaimedSend {
  readonly touch: string
  readonly content: Content
}

/** Columns that say which send it is, on alias `s`. */
export const IDENTITY = sql`s.id, s.source, s.run_id as "runId", s.step_id as "stepId", s.occurrence, s.community_id as "communityId",
  s.member_id as "memberId", s.channel, s.variant`
