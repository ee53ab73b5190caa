import { issueMemberCookie } from '@grove/identity/server'
import type { InputOf, OutputOf } from '@grove/kernel/contract'
import type { Ctx, RequestInfo } from '@grove/kernel/server'
import { createMembers, findIdentities, updateMember } from '@grove/member/server'
import sql from 'sql-template-tag'
import {
  type applyByPhone as applyRoute,
  communityErrors,
  type joinByPhone as joinRoute,
  type leaveByPhone as leaveRoute,
  type myCommunities as mineRoute,
  type Scene,
} from '../contract/index.ts'
import { can } from '../domain/life.ts'
import { applyToJoin, withdrawApplication } from './apply-to-join.ts'
import { type AtTheDoor, joinCommunity } from './join-community.ts'
import { leaveCommunity } from './leave-community.ts'
import { type CommunityRecord, lockByCode } from './store-community.ts'

type Entry = InputOf<typeof joinRoute>

/** Joins from a member page; the first time it makes the member, in the same transaction: refused at the door, nothing stays. */
export async function joinByPhone(ctx: Ctx, input: Entry, request: RequestInfo): Promise<OutputOf<typeof joinRoute>> {
  const memberId = await ctx.inTx(async (ctx) => {
    const { community, who } = await atTheDoor(ctx, input)
    await joinCommunity(ctx, community, who)
    return who.memberId
  })
  await issueMemberCookie(request, ctx, memberId)
  return { memberId, standing: 'member' }
}

export async function applyByPhone(
  ctx: Ctx,
  input: InputOf<typeof applyRoute>,
  request: RequestInfo,
): Promise<OutputOf<typeof applyRoute>> {
  const memberId = await ctx.inTx(async (ctx) => {
    const { community, who } = await atTheDoor(ctx, input)
    await applyToJoin(ctx, community, { ...who, answers: input.answers })
    return who.memberId
  })
  await issueMemberCookie(request, ctx, memberId)
  return { memberId, standing: 'waiting' }
}

const SCENES: Readonly<Record<Entry['scene'], Scene>> = { link: 'link', qr: 'qr', invite: 'playbook' }

async function atTheDoor(ctx: Ctx, input: Entry): Promise<{ community: CommunityRecord; who: AtTheDoor }> {
  const community = await lockByCode(ctx, input.code)
  if (!community) throw communityErrors.not_found()
  if (!can(community.state, 'join')) throw communityErrors.not_open({ state: community.state })
  const memberId = ctx.actor.kind === 'member' ? await knownMember(ctx, ctx.actor.memberId, input) : await newMember(ctx, input)
  return {
    community,
    who: {
      memberId,
      typed: input.profile,
      invitationCode: input.invitationCode,
      scene: SCENES[input.scene],
      source: input.source,
      inviterMemberId: await existingInviter(ctx, input.inviterMemberId),
    },
  }
}

async function newMember(ctx: Ctx, input: Entry): Promise<number> {
  if (!input.displayName) throw communityErrors.name_needed()
  const [id] = await createMembers(ctx, [{ ...input.profile, displayName: input.displayName, source: input.source ?? null }], {
    taken: 'leave',
    byThemselves: true,
  })
  return id as number
}

/** What was typed fills gaps of the record and never overwrites; a phone somebody else holds stays theirs. */
async function knownMember(ctx: Ctx, memberId: number, input: Entry): Promise<number> {
  const given = Object.fromEntries(Object.entries(input.profile).filter(([, value]) => value))
  const gaps = await ctx.db.maybe<Record<string, boolean>>(sql`
    select m.phone_sealed is null as phone, m.email_sealed is null as email,
      m.gender is null as gender, m.age_band is null as "ageBand", m.city is null as city, m.occupation is null as occupation,
      m.industry is null as industry, m.employer is null as employer, m.title is null as title
    from member m where m.workspace_id = ${ctx.workspaceId} and m.id = ${memberId}`)
  if (!gaps) throw communityErrors.not_a_member()
  const contacts = (['phone', 'email'] as const).flatMap((channel) => (given[channel] ? [{ channel, externalId: given[channel] }] : []))
  const held = new Set((await findIdentities(ctx, contacts)).map((one) => one.channel))
  const fills = Object.fromEntries(Object.entries(given).filter(([field]) => gaps[field] && !held.has(field)))
  if (Object.keys(fills).length) await updateMember(ctx, { id: memberId, ...fills })
  return memberId
}

async function existingInviter(ctx: Ctx, memberId: number | undefined): Promise<number | undefined> {
  if (memberId === undefined) return undefined
  const row = await ctx.db.maybe<{ id: number }>(sql`select id from member where workspace_id = ${ctx.workspaceId} and id = ${memberId}`)
  return row?.id
}

/** @throws community.not_found community.application_not_found */
export async function withdrawByPhone(ctx: Ctx, input: { readonly code: string }): Promise<{ standing: 'visitor' }> {
  return ctx.inTx(async (ctx) => {
    const community = await lockByCode(ctx, input.code)
    if (!community || ctx.actor.kind !== 'member') throw communityErrors.not_found()
    await withdrawApplication(ctx, community.id, ctx.actor.memberId)
    return { standing: 'visitor' as const }
  })
}

/** @throws community.not_found community.not_a_member */
export async function leaveByPhone(ctx: Ctx, input: InputOf<typeof leaveRoute>): Promise<OutputOf<typeof leaveRoute>> {
  return ctx.inTx(async (ctx) => {
    const community = await lockByCode(ctx, input.code)
    if (!community || ctx.actor.kind !== 'member') throw communityErrors.not_found()
    return leaveCommunity(ctx, community, { memberId: ctx.actor.memberId, reason: input.reason || null })
  })
}

type Mine = OutputOf<typeof mineRoute>

export async function myCommunities(ctx: Ctx): Promise<Mine> {
  if (ctx.actor.kind !== 'member') return { items: [] }
  const items = await ctx.db.rows<Mine['items'][number]>(sql`
    select c.id, c.public_code as code, c.name, c.type, c.state, ms.role from membership ms
    join community c on c.workspace_id = ${ctx.workspaceId} and c.id = ms.community_id
    where ms.workspace_id = ${ctx.workspaceId} and ms.member_id = ${ctx.actor.memberId} and ms.state = 'active'
    order by ms.joined_at desc limit 100`)
  return { items }
}
