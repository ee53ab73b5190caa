import type { NewEvent } from '@grove/event-log'
import type { EventKind } from '@grove/kernel/contract'
import { sendSource } from '../contract/index.ts'

export interface SendIdentity {
  readonly id: number
  readonly source: number
  readonly runId: number
  readonly stepId: number
  readonly occurrence: number
  readonly communityId: number
  readonly memberId: number
  readonly channel: string
  readonly variant: string | null
}

/** The event of one send; the run is named for playbook sends only, as other sources count their runs differently. */
export function sendEvent<E extends EventKind>(send: SendIdentity, kind: E, extra: Record<string, unknown>): NewEvent<E> {
  const { id, source, stepId, occurrence, variant, channel } = send
  return {
    kind,
    data: { sendId: id, source, stepId, occurrence, variant, channel, ...extra } as NewEvent<E>['data'],
    communityId: send.communityId,
    memberId: send.memberId || undefined,
    runId: send.source === sendSource.playbook ? send.runId : undefined,
  }
}
