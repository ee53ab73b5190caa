import { codeWords, type Mirror, type MirroredPerson, type MirroredRoster } from '@grove/channel-kit/server'
import { addMembers, correctJoinings, dropMembers } from '@grove/community/server'
import { staffBehind } from '@grove/conversation/server'
import type { Ctx } from '@grove/kernel/server'
import { createMembers, fillOwners, type NamedTag, stillErased, tagByName, untagByName } from '@grove/member/server'
import sql from 'sql-template-tag'

const LONGEST_NAME = 60
const LONGEST_TAG = 30

const pair = <T>(id: number | undefined, value: T): [number, T][] => (id === undefined ? [] : [[id, value]])

/** What channels mirror becomes members and memberships. */
export const memberMirror: Mirror = {
  people: async (ctx, channel, accountId, people) => {
    const owners = await ownersOf(ctx, accountId, people)
    const ids = await membersOf(ctx, channel, people, owners)
    await fillOwners(
      ctx,
      [...owners].flatMap(([externalId, staffId]) => pair(ids.get(externalId), staffId)),
    )
    await passTags(ctx, ids, people)
  },
  rosters: async (ctx, channel, accountId, rosters) => {
    const tied = await tiedTo(ctx, accountId, rosters)
    if (tied.length === 0) return
    const ids = await membersOf(
      ctx,
      channel,
      tied.flatMap(({ roster }) => roster.people.map((person) => ({ ...person, actedAt: person.joinedAt }))),
    )
    for (const { communityId, open, roster } of tied) {
      const here = roster.people.flatMap((person) => ids.get(person.externalId) ?? [])
      await dropMembers(ctx, { communityId, memberIds: await leaversOf(ctx, channel, communityId, here) })
      if (here.length === 0 || !open || roster.gone) continue
      const since = new Map(roster.people.flatMap(({ externalId, joinedAt }) => pair(ids.get(externalId), joinedAt)))
      await correctJoinings(ctx, { communityId, since })
      await addMembers(ctx, { id: communityId, memberIds: here, scene: 'channel', since })
    }
  },
}

/**
 * Members of these people, made where there are none; whoever was forgotten and did nothing since stays nobody. The channel's accounts are locked meanwhile: two tellers make nobody twice.
 */
async function membersOf(
  ctx: Ctx,
  channel: string,
  people: readonly Pick<MirroredPerson, 'externalId' | 'name' | 'source' | 'actedAt'>[],
  owners: ReadonlyMap<string, number> = new Map(),
): Promise<Map<string, number>> {
  const unique = [...new Map(people.map((person) => [person.externalId, person])).values()]
  await ctx.db.rows(sql`
    select id from channel_account where workspace_id = ${ctx.workspaceId} and kind = ${channel} order by id for update`)
  // One by one through the key, not as a set: before a new table has statistics a set is looked for by reading all that is there.
  const known = await ctx.db.rows<{ externalId: string; memberId: number }>(sql`
    select i.external_id as "externalId", i.member_id as "memberId" from unnest(${unique.map((one) => one.externalId)}::text[]) as n (id)
    cross join lateral (
      select i.external_id, i.member_id from member_identity i
      where i.workspace_id = ${ctx.workspaceId} and i.channel = ${channel} and i.external_id = n.id offset 0) i`)
  const ids = new Map(known.map((row) => [row.externalId, row.memberId]))
  const unknown = unique.filter((person) => !ids.has(person.externalId))
  const erased = await stillErased(
    ctx,
    channel,
    people.filter((person) => !ids.has(person.externalId)),
  )
  const fresh = unknown.filter((person) => !erased.has(person.externalId))
  const sources = await sourcesOf(ctx, fresh)
  const made = await createMembers(
    ctx,
    fresh.map((person) => ({
      displayName: nameOf(person),
      source: (sources.get(person.source ?? '') ?? person.source)?.slice(0, 60) ?? null,
      ownerStaffId: owners.get(person.externalId) ?? null,
      identities: [{ channel, externalId: person.externalId }],
    })),
    // Looked up above, under the lock of the channel's accounts.
    { lookedUp: true, byThemselves: true },
  )
  fresh.forEach((person, index) => {
    const id = made[index]
    if (id !== undefined) ids.set(person.externalId, id)
  })
  return ids
}

/** Of our staff who are tied to people of the platform, whoever had each of them first. Who is tied later is seen at the next look. */
async function ownersOf(ctx: Ctx, accountId: number, people: readonly MirroredPerson[]): Promise<Map<string, number>> {
  const tied = await staffBehind(ctx, accountId, [...new Set(people.flatMap((person) => person.keepers))])
  if (tied.size === 0) return new Map()
  return new Map(
    people.flatMap(({ externalId, keepers }): [string, number][] => {
      const [first] = keepers.flatMap((keeper) => tied.get(keeper)?.staffId ?? [])
      return first === undefined ? [] : [[externalId, first]]
    }),
  )
}

/** What the codes they came through call their source. */
async function sourcesOf(ctx: Ctx, people: readonly Pick<MirroredPerson, 'source'>[]): Promise<ReadonlyMap<string, string>> {
  const states = [...new Set(people.flatMap(({ source }) => (source ? [source] : [])))]
  const found = new Map<string, string>()
  if (states.length === 0) return found
  for (const words of ctx.app.registry.all(codeWords))
    for (const [state, source] of await words.sources(ctx, states)) found.set(state, source)
  return found
}

const nameOf = (person: { readonly name: string; readonly externalId: string }) =>
  [...person.name.trim()].slice(0, LONGEST_NAME).join('') || person.externalId.slice(0, LONGEST_NAME)

/** Tags of the platform are tags here, by name. */
async function passTags(ctx: Ctx, ids: ReadonlyMap<string, number>, people: readonly MirroredPerson[]): Promise<void> {
  const pairs = (pick: (person: MirroredPerson) => readonly string[]): NamedTag[] =>
    people.flatMap((person) => {
      const memberId = ids.get(person.externalId)
      const names = pick(person).map((name) => [...name.trim()].slice(0, LONGEST_TAG).join(''))
      return memberId === undefined ? [] : names.filter(Boolean).map((tag) => ({ memberId, tag }))
    })
  await tagByName(
    ctx,
    pairs((person) => person.tagged),
  )
  await untagByName(
    ctx,
    pairs((person) => person.untagged),
  )
}

interface Tied {
  readonly communityId: number
  /** It takes people in; a closing one only lets them go. */
  readonly open: boolean
  readonly roster: MirroredRoster
}

async function tiedTo(ctx: Ctx, accountId: number, rosters: readonly MirroredRoster[]): Promise<Tied[]> {
  const rows = await ctx.db.rows<{ communityId: number; externalId: string; open: boolean }>(sql`
    select g.community_id as "communityId", g.external_id as "externalId", c.state in ('planned', 'recruiting', 'active') as open
    from channel_group g
    join community c on c.workspace_id = g.workspace_id and c.id = g.community_id
    where g.workspace_id = ${ctx.workspaceId} and g.account_id = ${accountId}
      and g.external_id = any(${rosters.map((one) => one.groupExternalId)}::text[])
    order by g.community_id`)
  const byGroup = new Map(rosters.map((roster) => [roster.groupExternalId, roster]))
  return rows.flatMap(({ externalId, ...community }) => {
    const roster = byGroup.get(externalId)
    return roster ? [{ ...community, roster }] : []
  })
}

/** People of the channel who are in the community and no longer in the group; whoever was put in by hand stays. */
async function leaversOf(ctx: Ctx, channel: string, communityId: number, here: readonly number[]): Promise<number[]> {
  const rows = await ctx.db.rows<{ memberId: number }>(sql`
    select distinct ms.member_id as "memberId" from membership ms
    join member_identity i on i.workspace_id = ms.workspace_id and i.member_id = ms.member_id and i.channel = ${channel}
    where ms.workspace_id = ${ctx.workspaceId} and ms.community_id = ${communityId} and ms.state = 'active' and ms.scene = 'channel'
      and ms.member_id <> all(${[...here]}::bigint[])
    order by ms.member_id`)
  return rows.map((row) => row.memberId)
}
