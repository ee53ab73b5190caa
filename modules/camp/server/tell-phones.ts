import { tellNews } from '@grove/channel-kit/server'
import type { Ctx } from '@grove/kernel/server'
import type { EditionRecord } from './store-edition.ts'

/** Pages of the camp on phones read again, after the commit: those of these students, or of everybody in its group. */
export const tellPhones = (ctx: Ctx, edition: Pick<EditionRecord, 'communityId'>, memberIds?: readonly number[]): void =>
  tellNews(ctx, 'camp', edition.communityId, memberIds)
