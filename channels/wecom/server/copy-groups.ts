import { mirrors } from '@grove/channel-kit/server'
import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { KIND } from './follow-mass.ts'
import { withoutForgottenNames } from './forgotten.ts'

export interface SeenGroup {
  readonly chatId: string
  readonly name: string
  readonly owner: string
  readonly notice: string
  readonly memberVersion: string
  readonly createdAt: Date | null
  readonly members: readonly {
    readonly userid: string
    readonly name: string
    /** 1 of the corp, 2 from outside. */
    readonly kind: number
    readonly state: string | null
    readonly joinedAt: Date | null
  }[]
}

/** Writes groups with their whole rosters. Returns how many groups and how many members differed from the copy. */
export async function copyGroups(
  ctx: Ctx,
  accountId: number,
  seen: readonly SeenGroup[],
  run: number,
): Promise<{ groups: number; members: number }> {
  if (seen.length === 0) return { groups: 0, members: 0 }
  const groups = await withoutForgottenNames(ctx, seen)
  const before = new Map((await knownGroups(ctx, accountId, groups)).map((one) => [one.chatId, one]))
  await writeGroups(ctx, accountId, groups, run)
  const members = await writeMembers(ctx, accountId, groups)
  await tellRosters(
    ctx,
    accountId,
    groups.map((one) => one.chatId),
  )
  const changed = groups.filter((one) => {
    const known = before.get(one.chatId)
    return !known || known.gone || known.name !== one.name || known.owner !== one.owner
  })
  return { groups: changed.length, members }
}

interface KnownGroup {
  readonly chatId: string
  readonly name: string
  readonly owner: string
  readonly gone: boolean
}

function knownGroups(ctx: Ctx, accountId: number, groups: readonly SeenGroup[]): Promise<KnownGroup[]> {
  return ctx.db.rows<KnownGroup>(sql`
    select g.chat_id as "chatId", g.name, g.owner, g.gone_at is not null as gone from wecom_group g
    where g.workspace_id = ${ctx.workspaceId} and g.account_id = ${accountId} and g.chat_id = any(${groups.map((one) => one.chatId)}::text[])
    order by g.chat_id for update`)
}

async function writeGroups(ctx: Ctx, accountId: number, groups: readonly SeenGroup[], run: number): Promise<void> {
  await ctx.db.exec(sql`
    insert into wecom_group as g (workspace_id, account_id, chat_id, name, owner, notice, member_version, created_at, seen_run, synced_at)
    select ${ctx.workspaceId}, ${accountId}, n.chat_id, n.name, n.owner, n.notice, n.version, n.created_at, ${run}, ${ctx.clock.now()}
    from unnest(${groups.map((one) => one.chatId)}::text[], ${groups.map((one) => one.name)}::text[], ${groups.map((one) => one.owner)}::text[],
      ${groups.map((one) => one.notice)}::text[], ${groups.map((one) => one.memberVersion)}::text[],
      ${groups.map((one) => one.createdAt)}::timestamptz[]) as n (chat_id, name, owner, notice, version, created_at)
    order by n.chat_id
    on conflict (workspace_id, account_id, chat_id) do update set name = excluded.name, owner = excluded.owner, notice = excluded.notice,
      member_version = excluded.member_version, created_at = excluded.created_at, gone_at = null,
      seen_run = greatest(g.seen_run, excluded.seen_run), synced_at = excluded.synced_at`)
}

async function writeMembers(ctx: Ctx, accountId: number, groups: readonly SeenGroup[]): Promise<number> {
  const rows = groups.flatMap((group) => group.members.map((one) => ({ chatId: group.chatId, ...one })))
  const left = await ctx.db.exec(sql`
    delete from wecom_group_member m
    where m.workspace_id = ${ctx.workspaceId} and m.account_id = ${accountId} and m.chat_id = any(${groups.map((one) => one.chatId)}::text[])
      and not exists (select 1 from unnest(${rows.map((one) => one.chatId)}::text[], ${rows.map((one) => one.userid)}::text[])
        as n (chat_id, userid) where n.chat_id = m.chat_id and n.userid = m.userid)`)
  if (rows.length === 0) return left
  const came = await ctx.db.exec(sql`
    insert into wecom_group_member as m (workspace_id, account_id, chat_id, userid, name, kind, state, joined_at)
    select distinct on (n.chat_id, n.userid) ${ctx.workspaceId}, ${accountId}, n.chat_id, n.userid, n.name, n.kind, n.state, n.joined_at
    from unnest(${rows.map((one) => one.chatId)}::text[], ${rows.map((one) => one.userid)}::text[], ${rows.map((one) => one.name)}::text[],
      ${rows.map((one) => one.kind)}::smallint[], ${rows.map((one) => one.state)}::text[], ${rows.map((one) => one.joinedAt)}::timestamptz[])
      as n (chat_id, userid, name, kind, state, joined_at)
    order by n.chat_id, n.userid
    on conflict (workspace_id, account_id, chat_id, userid) do update set name = excluded.name, state = excluded.state,
      joined_at = excluded.joined_at
    where m.name <> excluded.name or m.state is distinct from excluded.state or m.joined_at is distinct from excluded.joined_at`)
  return left + came
}

/** Groups the platform no longer has. */
export async function endGroups(ctx: Ctx, accountId: number, chatIds: readonly string[]): Promise<void> {
  if (chatIds.length === 0) return
  await ctx.db.exec(sql`
    update wecom_group set gone_at = ${ctx.clock.now()}
    where workspace_id = ${ctx.workspaceId} and account_id = ${accountId} and chat_id = any(${[...chatIds]}::text[]) and gone_at is null`)
  await ctx.db.exec(sql`
    delete from wecom_group_member
    where workspace_id = ${ctx.workspaceId} and account_id = ${accountId} and chat_id = any(${[...chatIds]}::text[])`)
  await tellRosters(ctx, accountId, chatIds)
}

/** Passes rosters, as the copy has them, to whoever makes memberships of them. */
export async function tellRosters(ctx: Ctx, accountId: number, chatIds: readonly string[]): Promise<void> {
  const sinks = ctx.app.registry.all(mirrors)
  if (sinks.length === 0 || chatIds.length === 0) return
  const groups = await ctx.db.rows<{ chatId: string; name: string; gone: boolean }>(sql`
    select g.chat_id as "chatId", g.name, g.gone_at is not null as gone from wecom_group g
    where g.workspace_id = ${ctx.workspaceId} and g.account_id = ${accountId} and g.chat_id = any(${[...chatIds]}::text[]) order by g.chat_id`)
  const people = await ctx.db.rows<{ chatId: string; externalId: string; name: string; source: string | null; joinedAt: Date | null }>(sql`
    select m.chat_id as "chatId", m.userid as "externalId", m.name, m.state as source, m.joined_at as "joinedAt" from wecom_group_member m
    where m.workspace_id = ${ctx.workspaceId} and m.account_id = ${accountId} and m.chat_id = any(${[...chatIds]}::text[]) and m.kind = 2
    order by m.chat_id, m.userid`)
  const byGroup = new Map<string, { externalId: string; name: string; source: string | null; joinedAt: Date | null }[]>()
  for (const { chatId, ...person } of people) {
    const list = byGroup.get(chatId)
    if (list) list.push(person)
    else byGroup.set(chatId, [person])
  }
  const rosters = groups.map(({ chatId, name, gone }) => ({ groupExternalId: chatId, name, gone, people: byGroup.get(chatId) ?? [] }))
  for (const sink of sinks) await sink.rosters(ctx, KIND, accountId, rosters)
}
