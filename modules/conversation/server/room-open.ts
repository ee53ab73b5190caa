import type { CommunityState } from '@grove/community/contract'
import { can } from '@grove/community/server'

/** Whether people may speak in a community of this state. */
export function roomTakesPosts(state: string): boolean {
  return can(state as CommunityState, 'post')
}
