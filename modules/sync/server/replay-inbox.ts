import type { InputOf } from '@grove/kernel/contract'
import { audit, type Ctx } from '@grove/kernel/server'
import type { replayInbox as ReplayInbox } from '../contract/index.ts'
import { accountOf } from './account-of.ts'

/** Works on messages of the platform once more. @throws sync.account_not_found */
export function replayInbox(ctx: Ctx, input: InputOf<typeof ReplayInbox>): Promise<{ changed: number }> {
  return ctx.inTx(async (tx) => {
    const { account, sync } = await accountOf(tx, input.account)
    const changed = await sync.replay(tx, account, input.ids)
    await audit(tx, { verb: 'sync.replay', target: { kind: 'channel_account', id: account.id }, after: { ids: input.ids } })
    return { changed }
  })
}
