import type { Ctx } from '@grove/kernel/server'
import { deleteMedia } from './store.ts'

/** Takes pictures away for good; whoever showed them shows nothing there. */
export async function dropPictures(ctx: Ctx, ids: readonly number[]): Promise<void> {
  if (ids.length) await deleteMedia(ctx, { ids })
}
