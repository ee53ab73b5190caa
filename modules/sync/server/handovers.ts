import { type ChannelHandovers, channelHandovers } from '@grove/channel-kit/server'
import type { InputOf, OutputOf } from '@grove/kernel/contract'
import { audit, type Ctx } from '@grove/kernel/server'
import {
  type againHandover as AgainHandover,
  type listHandoverItems as ListHandoverItems,
  type listHandovers as ListHandovers,
  type startHandover as StartHandover,
  syncErrors,
} from '../contract/index.ts'
import { accountOf, type Synced } from './account-of.ts'

/** @throws sync.account_not_found sync.handover_not_supported */
async function handoversOf(ctx: Ctx, id: number): Promise<Synced & { readonly handovers: ChannelHandovers }> {
  const synced = await accountOf(ctx, id)
  const handovers = ctx.app.registry.all(channelHandovers).find((one) => one.kind === synced.sync.kind)
  if (!handovers) throw syncErrors.handover_not_supported()
  return { ...synced, handovers }
}

/** @throws sync.account_not_found sync.handover_not_supported sync.handover_busy sync.handover_nobody sync.handover_nothing */
export function startHandover(ctx: Ctx, input: InputOf<typeof StartHandover>): Promise<{ id: number }> {
  return ctx.inTx(async (tx) => {
    const { account, handovers } = await handoversOf(tx, input.account)
    const { account: _account, ...given } = input
    if (!given.customers && !given.groups) throw syncErrors.handover_nothing()
    const started = await handovers.start(tx, account, given)
    if (started === 'busy') throw syncErrors.handover_busy()
    if (started === 'nobody') throw syncErrors.handover_nobody()
    if (started === 'nothing') throw syncErrors.handover_nothing()
    await audit(tx, {
      verb: 'sync.handover',
      target: { kind: 'channel_account', id: account.id },
      after: { ...given, handover: started.id },
    })
    return started
  })
}

/** @throws sync.account_not_found sync.handover_not_supported */
export async function listHandovers(ctx: Ctx, input: InputOf<typeof ListHandovers>): Promise<OutputOf<typeof ListHandovers>> {
  const { account, handovers } = await handoversOf(ctx, input.account)
  const rows = await handovers.list(ctx, account, { before: Number(input.cursor) || null, limit: input.limit + 1 })
  const items = rows.slice(0, input.limit).map((row) => ({ ...row, customers: { ...row.customers }, groups: { ...row.groups } }))
  return { items, next: rows.length > input.limit ? String(items.at(-1)?.id) : null, total: null }
}

/** @throws sync.account_not_found sync.handover_not_supported */
export async function listHandoverItems(ctx: Ctx, input: InputOf<typeof ListHandoverItems>): Promise<OutputOf<typeof ListHandoverItems>> {
  const { account, handovers } = await handoversOf(ctx, input.account)
  const rows = await handovers.items(ctx, account, input.id, {
    state: input.state ?? null,
    after: input.cursor ?? '',
    limit: input.limit + 1,
  })
  const items = rows.slice(0, input.limit)
  const last = items.at(-1)
  return { items, next: rows.length > input.limit && last ? `${last.kind}:${last.externalId}` : null, total: null }
}

/** @throws sync.account_not_found sync.handover_not_supported */
export function againHandover(ctx: Ctx, input: InputOf<typeof AgainHandover>): Promise<{ changed: number }> {
  return ctx.inTx(async (tx) => {
    const { account, handovers } = await handoversOf(tx, input.account)
    const changed = await handovers.again(tx, account, input.id)
    if (changed > 0)
      await audit(tx, {
        verb: 'sync.handover_again',
        target: { kind: 'channel_account', id: account.id },
        after: { handover: input.id, changed },
      })
    return { changed }
  })
}
