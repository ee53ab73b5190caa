import type { Account } from '@grove/channel-kit/contract'
import type { Ctx } from '@grove/kernel/server'
import { type WecomClient, wecom } from '@grove/wecom-api'
import sql from 'sql-template-tag'
import { fetchAhead, pageOf } from './ahead.ts'
import { copyCustomers } from './copy-customers.ts'
import { filled, type Round, roundAt, seeRound } from './customer-rounds.ts'
import { copyGroups, endGroups, type SeenGroup } from './copy-groups.ts'
import { copyStaff, copyTags, knownStaff, seeStaff, seeTags } from './copy-staff.ts'
import { addRefreshes } from './refresh-store.ts'
import { PATIENT, seeGroup } from './see-platform.ts'
import type { Advance, Found, SyncRow } from './sync-store.ts'

/** The platform takes a hundred members of staff at a time. */
const PORTION = 100
const ROSTERS_AT_ONCE = 40

export interface Step {
  readonly write: (tx: Ctx) => Promise<Advance>
}

const plus = (found: Found, kind: keyof Found, more: number): Found => ({ ...found, [kind]: (found[kind] ?? 0) + more })
const portionOf = (userids: readonly string[], index: number) => userids.slice(index * PORTION, (index + 1) * PORTION)

interface Place {
  readonly portion: number
  readonly cursor: string | null
}
const placeOf = (place: string | null): Place => (place ? (JSON.parse(place) as Place) : { portion: 0, cursor: null })

/** One step of a comparison: asks the platform now, and gives what is to be written with the new place in one transaction. @throws WecomError */
export async function nextStep(ctx: Ctx, client: WecomClient, account: Account, row: SyncRow): Promise<Step> {
  switch (row.phase) {
    case 'staff':
      return staffStep(ctx, client, account, row)
    case 'tags':
      return tagStep(client, account, row)
    case 'customers':
      return customerStep(ctx, client, account, row)
    case 'groups':
      return groupStep(ctx, client, account, row)
    case 'rosters':
      return rosterStep(ctx, client, account, row)
    case 'end':
      return { write: async (tx) => endStep(tx, account, row) }
  }
}

async function staffStep(ctx: Ctx, client: WecomClient, account: Account, row: SyncRow): Promise<Step> {
  const staff = await seeStaff(client, await knownStaff(ctx, account.id))
  return {
    write: async (tx) => {
      const changed = await copyStaff(tx, account.id, staff, row.run)
      return { phase: 'tags', place: null, done: staff.length, total: staff.length, found: plus(row.found, 'staff', changed) }
    },
  }
}

async function tagStep(client: WecomClient, account: Account, row: SyncRow): Promise<Step> {
  const tags = await seeTags(client)
  return {
    write: async (tx) => {
      const changed = await copyTags(tx, account.id, tags, row.run)
      const { known } = await tx.db.one<{ known: number }>(sql`
        select count(*)::int as known from wecom_follow f where f.workspace_id = ${tx.workspaceId} and f.account_id = ${account.id}`)
      return { phase: 'customers', place: null, done: 0, total: known, found: plus(row.found, 'tags', changed) }
    },
  }
}

async function customerStep(ctx: Ctx, client: WecomClient, account: Account, row: SyncRow): Promise<Step> {
  const userids = [...(await knownStaff(ctx, account.id)).keys()]
  const round = filled(roundAt(row.place, userids.length), userids.length)
  if (round.open.length === 0) return { write: async (tx) => afterCustomers(tx, account, row) }
  const whose = `customers ${ctx.workspaceId} ${account.id}`
  const asked = (one: Round) => JSON.stringify([row.run, one])
  const { customers, next } = await pageOf(ctx.app, whose, asked(round), () => seeRound(client, userids, round))
  const after = filled(next, userids.length)
  const ahead = (one: Round) => fetchAhead(ctx.app, whose, asked(one), () => seeRound(client, userids, one))
  if (after.open.length > 0)
    ahead(after).then(
      (seen) => {
        const further = filled(seen.next, userids.length)
        if (further.open.length > 0) void ahead(further).catch(() => undefined)
      },
      () => undefined,
    )
  return {
    write: async (tx) => {
      const changed = await copyCustomers(tx, account.id, customers, { run: row.run, whole: false })
      const done = row.done + customers.reduce((sum, one) => sum + one.follows.length, 0)
      return {
        phase: 'customers',
        place: JSON.stringify(after),
        done,
        total: Math.max(done, row.total),
        found: plus(row.found, 'people', changed),
      }
    },
  }
}

/** What no page showed is asked for one by one: it may have come back, or belong to somebody out of sight now. */
async function afterCustomers(tx: Ctx, account: Account, row: SyncRow): Promise<Advance> {
  const unseen = await tx.db.rows<{ key: string }>(sql`
    select distinct f.external_userid as key from wecom_follow f
    where f.workspace_id = ${tx.workspaceId} and f.account_id = ${account.id} and f.seen_run < ${row.run}`)
  await addRefreshes(
    tx,
    unseen.map(({ key }) => ({ accountId: account.id, kind: 'customer', key, want: null })),
  )
  return { phase: 'groups', place: null, done: 0, total: 0, found: plus(row.found, 'people', unseen.length) }
}

/** Lists the groups of a portion of owners; those it lists are marked as seen, their rosters come after. */
async function groupStep(ctx: Ctx, client: WecomClient, account: Account, row: SyncRow): Promise<Step> {
  const { portion, cursor } = placeOf(row.place)
  const owners = portionOf([...(await knownStaff(ctx, account.id)).keys()], portion)
  if (owners.length === 0) return { write: async (tx) => afterGroups(tx, account, row) }
  const page = await client.call(
    wecom.groupList,
    { limit: 1000, owner_filter: { userid_list: owners }, ...(cursor ? { cursor } : {}) },
    PATIENT,
  )
  const chats = page.group_chat_list.map((one) => one.chat_id)
  return {
    write: async (tx) => {
      const fresh = await markListed(tx, account.id, chats, row.run)
      const place: Place = page.next_cursor === null ? { portion: portion + 1, cursor: null } : { portion, cursor: page.next_cursor }
      const done = row.done + chats.length
      return { phase: 'groups', place: JSON.stringify(place), done, total: done, found: plus(row.found, 'groups', fresh) }
    },
  }
}

async function markListed(tx: Ctx, accountId: number, chats: readonly string[], run: number): Promise<number> {
  if (chats.length === 0) return 0
  const known = await tx.db.rows<{ chatId: string }>(sql`
    select g.chat_id as "chatId" from wecom_group g
    where g.workspace_id = ${tx.workspaceId} and g.account_id = ${accountId} and g.chat_id = any(${[...chats]}::text[]) and g.gone_at is null`)
  await tx.db.exec(sql`
    insert into wecom_group as g (workspace_id, account_id, chat_id, seen_run)
    select ${tx.workspaceId}, ${accountId}, n.chat_id, ${run} from unnest(${[...new Set(chats)]}::text[]) as n (chat_id) order by n.chat_id
    on conflict (workspace_id, account_id, chat_id) do update set seen_run = excluded.seen_run`)
  return chats.length - known.length
}

/** Groups no list shows: asked for one by one, so that one out of sight is not taken for dissolved. */
async function afterGroups(tx: Ctx, account: Account, row: SyncRow): Promise<Advance> {
  const unseen = await tx.db.rows<{ key: string }>(sql`
    select g.chat_id as key from wecom_group g
    where g.workspace_id = ${tx.workspaceId} and g.account_id = ${account.id} and g.seen_run < ${row.run} and g.gone_at is null`)
  await addRefreshes(
    tx,
    unseen.map(({ key }) => ({ accountId: account.id, kind: 'group', key, want: null })),
  )
  return { phase: 'rosters', place: '', done: 0, total: row.done, found: plus(row.found, 'groups', unseen.length) }
}

async function rosterStep(ctx: Ctx, client: WecomClient, account: Account, row: SyncRow): Promise<Step> {
  const chats = await ctx.db.rows<{ chatId: string }>(sql`
    select g.chat_id as "chatId" from wecom_group g
    where g.workspace_id = ${ctx.workspaceId} and g.account_id = ${account.id} and g.seen_run = ${row.run} and g.chat_id > ${row.place ?? ''}
    order by g.chat_id limit ${3 * ROSTERS_AT_ONCE}`)
  const [here = [], after = [], further = []] = [0, 1, 2].map((at) => chats.slice(at * ROSTERS_AT_ONCE, (at + 1) * ROSTERS_AT_ONCE))
  const last = here.at(-1)?.chatId
  if (last === undefined) return { write: async () => ({ ...row, phase: 'end', place: null }) }
  const whose = `rosters ${ctx.workspaceId} ${account.id}`
  const seeAll = (some: readonly { readonly chatId: string }[]) =>
    Promise.all(some.map(async ({ chatId }) => ({ chatId, group: await seeGroup(client, chatId) })))
  // All at once: the client makes as many calls side by side as it may, and none of its places is empty while a set comes to its end.
  const ahead = (place: string, some: typeof chats) =>
    some.length > 0 && void fetchAhead(ctx.app, whose, `${row.run} ${place}`, () => seeAll(some)).catch(() => undefined)
  const seeing = pageOf(ctx.app, whose, `${row.run} ${row.place ?? ''}`, () => seeAll(here))
  ahead(last, after)
  ahead(after.at(-1)?.chatId ?? '', further)
  const seen = await seeing
  return {
    write: async (tx) => {
      const there = seen.flatMap(({ group }) => (group ? [group] : [])) satisfies SeenGroup[]
      const changed = await copyGroups(tx, account.id, there, row.run)
      await endGroups(
        tx,
        account.id,
        seen.filter(({ group }) => !group).map(({ chatId }) => chatId),
      )
      const done = row.done + here.length
      const found = plus(plus(row.found, 'groups', changed.groups), 'group_members', changed.members)
      return { phase: 'rosters', place: last, done, total: Math.max(done, row.total), found }
    },
  }
}

/** Old events that were dealt with are forgotten: the copy has what they said. */
async function endStep(tx: Ctx, account: Account, row: SyncRow): Promise<Advance> {
  const weekAgo = new Date(tx.clock.now().getTime() - 7 * 86_400_000)
  await tx.db.exec(sql`
    delete from wecom_event e
    where e.workspace_id = ${tx.workspaceId} and e.account_id = ${account.id} and e.trouble is null and e.received_at < ${weekAgo}
      and not exists (select 1 from wecom_waiting w where w.workspace_id = e.workspace_id and w.event_id = e.id)`)
  await tx.db.exec(sql`
    delete from wecom_welcome where workspace_id = ${tx.workspaceId} and account_id = ${account.id} and received_at < ${weekAgo}`)
  return { ...row }
}
