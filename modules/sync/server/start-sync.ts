import type { InputOf } from '@grove/kernel/contract'
import { audit, type Ctx } from '@grove/kernel/server'
import type { startSync as StartSync } from '../contract/index.ts'
import { accountOf } from './account-of.ts'

/** Begins a comparison with the platform; when one runs already, that one is meant. @throws sync.account_not_found */
export function startSync(ctx: Ctx, input: InputOf<typeof StartSync>): Promise<{ started: boolean }> {
  return ctx.inTx(async (tx) => {
    const { account, sync } = await accountOf(tx, input.account)
    const started = await sync.start(tx, account)
    if (started) await audit(tx, { verb: 'sync.start', target: { kind: 'channel_account', id: account.id }, after: { started } })
    return { started }
  })
}
