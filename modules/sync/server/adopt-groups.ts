import type { MirroredGroup } from '@grove/channel-kit/server'
import { changeState, createCommunity } from '@grove/community/server'
import { staffBehind } from '@grove/conversation/server'
import type { InputOf } from '@grove/kernel/contract'
import { audit, type Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { type adoptGroups as AdoptGroups, syncErrors } from '../contract/index.ts'
import { accountOf, type Synced } from './account-of.ts'
import { communitiesOf, takenGroups } from './read-sync.ts'

/** The most people a group of such a platform holds. */
const CAPACITY = 500
const MOST_AT_ONCE = 200

/**
 * Makes an active community of each group, and members and memberships of everybody in it; its owner there owns it here, where we know who they are.
 * @throws sync.account_not_found sync.group_not_found sync.group_taken
 */
export function adoptGroups(ctx: Ctx, input: InputOf<typeof AdoptGroups>): Promise<{ communityIds: number[]; left: boolean }> {
  return ctx.inTx(async (tx) => {
    const { account, sync } = await accountOf(tx, input.account)
    // Two people who adopt the same group at once: the second waits here, and finds it taken.
    await tx.db.one(sql`select id from channel_account where workspace_id = ${tx.workspaceId} and id = ${account.id} for update`)
    const { groups, left } = input.externalIds
      ? { groups: await namedGroups(tx, { account, sync }, [...new Set(input.externalIds)]), left: false }
      : await freeGroups(tx, { account, sync })
    const wanted = groups.map((group) => group.externalId)
    const owners = await staffBehind(
      tx,
      account.id,
      groups.map((group) => group.ownerId),
    )
    const made: { id: number; externalId: string }[] = []
    for (const group of groups) {
      const name = group.name.trim().slice(0, 60) || group.externalId
      const owner = owners.get(group.ownerId)
      const { id } = await createCommunity(tx, {
        type: input.type,
        name,
        channel: sync.kind,
        capacity: CAPACITY,
        ...(owner ? { ownerStaffIds: [owner.staffId] } : {}),
      })
      await changeState(tx, { id, to: 'active', reason: 'sync' })
      made.push({ id, externalId: group.externalId })
    }
    await tieGroups(tx, account.id, made)
    await sync.tell(tx, account, wanted)
    await audit(tx, { verb: 'sync.adopt', target: { kind: 'channel_account', id: account.id }, after: { groups: made, type: input.type } })
    return { communityIds: made.map((one) => one.id), left }
  })
}

/** @throws sync.group_not_found sync.group_taken */
async function namedGroups(ctx: Ctx, { account, sync }: Synced, wanted: readonly string[]): Promise<readonly MirroredGroup[]> {
  const groups = await sync.groups(ctx, account, { among: wanted, alive: true }, { after: '', limit: wanted.length })
  if (groups.length < wanted.length) throw syncErrors.group_not_found()
  const [taken] = (await communitiesOf(ctx, account.id, wanted)).values()
  if (taken) throw syncErrors.group_taken({ name: taken.name })
  return groups
}

/** Groups that are no community yet, as many as one call adopts; `left` says whether there are more. */
async function freeGroups(ctx: Ctx, { account, sync }: Synced): Promise<{ groups: readonly MirroredGroup[]; left: boolean }> {
  const except = await takenGroups(ctx, account.id)
  const groups = await sync.groups(ctx, account, { except, alive: true }, { after: '', limit: MOST_AT_ONCE + 1 })
  return { groups: groups.slice(0, MOST_AT_ONCE), left: groups.length > MOST_AT_ONCE }
}

function tieGroups(ctx: Ctx, accountId: number, made: readonly { readonly id: number; readonly externalId: string }[]): Promise<number> {
  return ctx.db.exec(sql`
    insert into channel_group (workspace_id, community_id, account_id, external_id)
    select ${ctx.workspaceId}, n.community_id, ${accountId}, n.external_id
    from unnest(${made.map((one) => one.id)}::bigint[], ${made.map((one) => one.externalId)}::text[]) as n (community_id, external_id)`)
}
