import { changeState, createCommunity } from '@grove/community/server'
import type { InputOf } from '@grove/kernel/contract'
import { audit, type Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { type adoptGroups as AdoptGroups, syncErrors } from '../contract/index.ts'
import { accountOf } from './account-of.ts'
import { communitiesOf } from './read-sync.ts'

/** The most people a group of such a platform holds. */
const CAPACITY = 500

/**
 * Makes an active community of each group, and members and memberships of everybody in it.
 * @throws sync.account_not_found sync.group_not_found sync.group_taken
 */
export function adoptGroups(ctx: Ctx, input: InputOf<typeof AdoptGroups>): Promise<{ communityIds: number[] }> {
  return ctx.inTx(async (tx) => {
    const { account, sync } = await accountOf(tx, input.account)
    const wanted = [...new Set(input.externalIds)]
    // Two people who adopt the same group at once: the second waits here, and finds it taken.
    await tx.db.one(sql`select id from channel_account where workspace_id = ${tx.workspaceId} and id = ${account.id} for update`)
    const groups = (await sync.groups(tx, account, wanted, { after: '', limit: wanted.length })).filter((group) => !group.gone)
    if (groups.length < wanted.length) throw syncErrors.group_not_found()
    const [taken] = (await communitiesOf(tx, account.id, wanted)).values()
    if (taken) throw syncErrors.group_taken({ name: taken.name })
    const made: { id: number; externalId: string }[] = []
    for (const group of groups) {
      const name = group.name.trim().slice(0, 60) || group.externalId
      const { id } = await createCommunity(tx, { type: input.type, name, channel: sync.kind, capacity: CAPACITY })
      await changeState(tx, { id, to: 'active', reason: 'sync' })
      made.push({ id, externalId: group.externalId })
    }
    await tieGroups(tx, account.id, made)
    await sync.tell(tx, account, wanted)
    await audit(tx, { verb: 'sync.adopt', target: { kind: 'channel_account', id: account.id }, after: { groups: made, type: input.type } })
    return { communityIds: made.map((one) => one.id) }
  })
}

function tieGroups(ctx: Ctx, accountId: number, made: readonly { readonly id: number; readonly externalId: string }[]): Promise<number> {
  return ctx.db.exec(sql`
    insert into channel_group (workspace_id, community_id, account_id, external_id)
    select ${ctx.workspaceId}, n.community_id, ${accountId}, n.external_id
    from unnest(${made.map((one) => one.id)}::bigint[], ${made.map((one) => one.externalId)}::text[]) as n (community_id, external_id)`)
}
