import type { InputOf, OutputOf } from '@grove/kernel/contract'
import { staffBehind } from '@grove/conversation/server'
import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import type {
  listGroups as ListGroups,
  listInbox as ListInbox,
  listStaffLinks as ListStaffLinks,
  listSynced as ListSynced,
} from '../contract/index.ts'
import { accountOf, syncedAccounts } from './account-of.ts'

export async function listSynced(ctx: Ctx): Promise<OutputOf<typeof ListSynced>> {
  const synced = await syncedAccounts(ctx)
  const items = await Promise.all(
    synced.map(async ({ account, sync }) => ({
      id: account.id,
      kind: sync.kind,
      name: account.name,
      ...(await sync.status(ctx, account)),
    })),
  )
  return { items: items.map((item) => ({ ...item, counts: [...item.counts] })) }
}

/** @throws sync.account_not_found */
export async function listInbox(ctx: Ctx, input: InputOf<typeof ListInbox>): Promise<OutputOf<typeof ListInbox>> {
  const { account, sync } = await accountOf(ctx, input.account)
  const before = Number(input.cursor) || null
  const rows = await sync.inbox(ctx, account, { before, limit: input.limit + 1, state: input.state ?? null })
  const items = rows.slice(0, input.limit)
  return { items, next: rows.length > input.limit ? String(items.at(-1)?.id) : null, total: null }
}

/** @throws sync.account_not_found */
export async function listGroups(ctx: Ctx, input: InputOf<typeof ListGroups>): Promise<OutputOf<typeof ListGroups>> {
  const { account, sync } = await accountOf(ctx, input.account)
  const taken = input.state ? await takenGroups(ctx, account.id) : []
  const wanted = input.state === 'adopted' ? { among: taken } : input.state === 'free' ? { except: taken, alive: true } : {}
  const rows = await sync.groups(ctx, account, { ...wanted, text: input.text }, { after: input.cursor ?? '', limit: input.limit + 1 })
  const shown = rows.slice(0, input.limit)
  const communities = await communitiesOf(
    ctx,
    account.id,
    shown.map((row) => row.externalId),
  )
  const items = shown.map((row) => ({ ...row, community: communities.get(row.externalId) ?? null }))
  return { items, next: rows.length > input.limit ? (shown.at(-1)?.externalId ?? null) : null, total: null }
}

/** @throws sync.account_not_found */
export async function listStaffLinks(ctx: Ctx, input: InputOf<typeof ListStaffLinks>): Promise<OutputOf<typeof ListStaffLinks>> {
  const { account, sync } = await accountOf(ctx, input.account)
  const rows = await sync.staff(ctx, account, { after: input.cursor ?? '', limit: input.limit + 1, text: input.text })
  const shown = rows.slice(0, input.limit)
  const externalIds = shown.map((row) => row.externalId)
  const linked = await staffBehind(ctx, account.id, externalIds)
  const items = shown.map((row) => {
    const staff = linked.get(row.externalId)
    return { ...row, staff: staff ? { id: staff.staffId, name: staff.name } : null }
  })
  return { items, next: rows.length > input.limit ? (shown.at(-1)?.externalId ?? null) : null, total: null }
}

/** Groups that are communities here, by their names on the platform. */
export async function takenGroups(ctx: Ctx, accountId: number): Promise<string[]> {
  const rows = await ctx.db.rows<{ externalId: string }>(sql`
    select g.external_id as "externalId" from channel_group g where g.workspace_id = ${ctx.workspaceId} and g.account_id = ${accountId}`)
  return rows.map((row) => row.externalId)
}

/** The communities these groups are, by the group's name on the platform. */
export async function communitiesOf(
  ctx: Ctx,
  accountId: number,
  externalIds: readonly string[],
): Promise<Map<string, { id: number; name: string }>> {
  const rows = await ctx.db.rows<{ externalId: string; id: number; name: string }>(sql`
    select g.external_id as "externalId", c.id, c.name from channel_group g
    join community c on c.workspace_id = g.workspace_id and c.id = g.community_id
    where g.workspace_id = ${ctx.workspaceId} and g.account_id = ${accountId} and g.external_id = any(${[...externalIds]}::text[])`)
  return new Map(rows.map(({ externalId, ...community }) => [externalId, community]))
}
