import { tellNews } from '@grove/channel-kit/server'
import type { Ctx } from '@grove/kernel/server'

/** Pages of the activities of these groups on phones read again, after the commit. */
export function tellPhones(ctx: Ctx, communityIds: readonly number[]): void {
  for (const communityId of new Set(communityIds)) tellNews(ctx, 'activity', communityId)
}
