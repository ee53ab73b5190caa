import type { Ctx } from '@grove/kernel/server'
import { mayUse } from './may-use.ts'
import { restrictedTags } from './store.ts'

/** Names of the tags that the actor may not put on people. */
export async function tagsBarredFrom(ctx: Ctx): Promise<string[]> {
  return (await restrictedTags(ctx)).filter((tag) => !mayUse(ctx, tag)).map((tag) => tag.name)
}
