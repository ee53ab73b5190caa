import type { OutputOf } from '@grove/kernel/contract'
import type { Ctx } from '@grove/kernel/server'
import { memberErrors, type memberPrivacy as privacyRoute } from '../contract/index.ts'
import { seenIds } from './read-seen.ts'
import { blocksOf } from './store-block.ts'
import { consentsOf } from './store-consent.ts'

/** What a member agreed to, and the lists they are on. @throws member.not_found */
export async function memberPrivacy(ctx: Ctx, input: { readonly id: number }): Promise<OutputOf<typeof privacyRoute>> {
  const [id] = await seenIds(ctx, [input.id])
  if (id === undefined) throw memberErrors.not_found()
  return { consents: await consentsOf(ctx, id), blocks: await blocksOf(ctx, id) }
}
