import { community, createCommunity } from '@grove/community/server'
import { identity } from '@grove/identity/server'
import type { Ctx } from '@grove/kernel/server'
import { createMembers, member } from '@grove/member/server'
import { product } from '@grove/product/server'
import type { TestWorkspace } from '@grove/testkit'
import fc from 'fast-check'
import sql from 'sql-template-tag'
import { DAYS, EVENTS, type Numbers, TAGS } from './condition-arbitrary.ts'
import { createSegment, segment } from './index.ts'
import { listChoices } from './read-segments.ts'

export const MODULES = [identity, member, product, community, segment]

const HOUR = 3_600_000
/** Ages around the edges of the periods that questions ask for. */
const AGES = [0, 0.5, 1, 1.5, 11.9, 12, 20, 24, 47, 72, 73, 167, 168, 169, 400, 719, 720, 721, 2000].map((hours) => hours * HOUR)

const person = fc.record({
  city: fc.constantFrom('上海', 'Shanghai', '', null),
  industry: fc.constantFrom('cat', null),
  stage: fc.integer({ min: 1, max: 7 }),
  staffMember: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
  pet: fc.constantFrom('猫', 'cat', 'Shanghai', '猫;cat', 'cat;dog', null, undefined),
  phone: fc.boolean(),
  email: fc.integer({ min: 0, max: 3 }).map((n) => n === 0),
  age: fc.constantFrom(3, 3.5, -1, 0, 40, '40', null, undefined),
  since: fc.constantFrom(...DAYS, '2026-10-31T23:59:00Z', 20261031, undefined),
  happy: fc.constantFrom(true, false, undefined),
  createdAge: fc.constantFrom(...AGES),
  activeAge: fc.constantFrom(...AGES),
  owner: fc.nat({ max: 2 }),
  tags: fc.subarray(TAGS),
  events: fc.array(
    fc.record({
      kind: fc.constantFrom(...EVENTS),
      age: fc.constantFrom(...AGES),
      tag: fc.constantFrom('vip', 1, true),
      amount: fc.constantFrom(-1, 3, 40, 'much'),
    }),
    {
      maxLength: 8,
    },
  ),
  memberships: fc.array(
    fc.record({ community: fc.nat({ max: 2 }), state: fc.constantFrom('active', 'left', 'removed'), age: fc.constantFrom(...AGES) }),
    { maxLength: 3 },
  ),
  inList: fc.boolean(),
})
export type Person = typeof person extends fc.Arbitrary<infer T> ? T : never

export interface World extends Numbers {
  readonly memberIds: readonly number[]
}

/** A small workspace with something of everything, the same for the same seed. */
export async function makeWorld(ws: TestWorkspace, count: number, seed: number): Promise<World> {
  const { ctx } = ws
  const people = fc.sample(person, { numRuns: count, seed })
  const communities = [
    await createCommunity(ctx, { name: '新人一群', type: 'newcomer' }),
    await createCommunity(ctx, { name: '铁粉群', type: 'loyal' }),
    await createCommunity(ctx, { name: '新人二群', type: 'newcomer' }),
  ].map((one) => one.id)
  const staff = [await staffOf(await ws.as('sales')), await staffOf(await ws.as('sales'))]
  const memberIds = await createMembers(
    ctx,
    people.map((one, n) => ({
      displayName: `成员 ${n}`,
      city: one.city,
      industry: one.industry,
      stage: one.stage as 1,
      kind: one.staffMember ? ('staff' as const) : ('member' as const),
      attributes: attributesOf(one),
      // Every third types the phone of the one before, whose it stays.
      phone: one.phone ? phoneOf(n % 3 === 2 ? n - 1 : n) : null,
      email: one.email ? `m${n}@example.com` : null,
      ownerStaffId: staff[one.owner - 1] ?? null,
    })),
    { taken: 'leave' },
  )
  await writePast(ctx, people, memberIds, communities)
  const inList = people.flatMap((one, n) => (one.inList ? [memberIds[n] as number] : []))
  const segments = [(await createSegment(ctx, { name: '名单', note: '', memberIds: inList, frozen: true })).id]
  const offered = [...people.keys()].slice(0, 8).flatMap((n) => [phoneOf(n), `m${n}@example.com`])
  const contacts = [...(await contactsOf(ctx, offered)), '139****0000#phone:gone.AAAAAAAAAAAAAAAA']
  return { communities, staff, segments, memberIds, contacts }
}

const phoneOf = (n: number) => `1380013${String(n).padStart(4, '0')}`

async function contactsOf(ctx: Ctx, typed: readonly string[]): Promise<string[]> {
  // oxlint-disable-next-line grove/no-query-in-loop -- a few texts of a fixture; the verb answers one typed text
  const found = await Promise.all(typed.map((text) => listChoices(ctx, { lookup: 'contact', text })))
  return found.flatMap(({ items }) => items.map((one) => String(one.value)))
}

export function attributesOf(one: Person) {
  const { pet, age, since, happy } = one
  return Object.fromEntries(Object.entries({ pet, age, since, happy }).filter(([, value]) => value !== undefined)) as Record<
    string,
    string | number | boolean | null
  >
}

async function staffOf(ctx: Ctx): Promise<number> {
  return ctx.actor.kind === 'staff' ? ctx.actor.staffId : 0
}

async function writePast(ctx: Ctx, people: readonly Person[], ids: readonly number[], communities: readonly number[]): Promise<void> {
  const now = ctx.clock.now().getTime()
  const rows = people.map((one, n) => ({ ...one, id: ids[n] as number }))
  const ago = (ms: number) => new Date(now - ms).toISOString()
  await ctx.db.exec(sql`
    update member m set created_at = n.created, last_active_at = greatest(n.created, n.active)
    from unnest(${rows.map((one) => one.id)}::bigint[], ${rows.map((one) => ago(one.createdAge))}::timestamptz[],
      ${rows.map((one) => ago(one.activeAge))}::timestamptz[]) as n (id, created, active)
    where m.workspace_id = ${ctx.workspaceId} and m.id = n.id`)
  await ctx.db.exec(sql`
    insert into tag (workspace_id, name, created_at) select ${ctx.workspaceId}, t.name, ${ctx.clock.now()} from unnest(${TAGS}::text[]) as t (name)`)
  const tagged = rows.flatMap((one) => one.tags.map((tag) => ({ id: one.id, tag })))
  await ctx.db.exec(sql`
    insert into member_tag (workspace_id, tag_id, member_id, at)
    select ${ctx.workspaceId}, t.id, n.id, ${ctx.clock.now()}
    from unnest(${tagged.map((one) => one.id)}::bigint[], ${tagged.map((one) => one.tag)}::text[]) as n (id, tag)
    join tag t on t.workspace_id = ${ctx.workspaceId} and t.name = n.tag`)
  const events = rows.flatMap((one) => one.events.map((event) => ({ ...event, id: one.id })))
  await ctx.db.exec(sql`
    insert into event (workspace_id, tx, kind, at, member_id, counted, data)
    select ${ctx.workspaceId}, 1, n.kind, n.at, n.id, true, n.data
    from unnest(${events.map((one) => one.kind)}::text[], ${events.map((one) => ago(one.age))}::timestamptz[], ${events.map((one) => one.id)}::bigint[],
      ${events.map(({ tag, amount }) => JSON.stringify({ tag, amount }))}::jsonb[]) as n (kind, at, id, data)`)
  const memberships = rows.flatMap((one) =>
    one.memberships.map((of) => ({ ...of, id: one.id, community: communities[of.community] as number })),
  )
  await ctx.db.exec(sql`
    insert into membership (workspace_id, community_id, member_id, state, joined_at, left_at, scene)
    select ${ctx.workspaceId}, n.community, n.id, n.state, n.at, case when n.state <> 'active' then n.at end, 'import'
    from unnest(${memberships.map((one) => one.community)}::bigint[], ${memberships.map((one) => one.id)}::bigint[],
      ${memberships.map((one) => one.state)}::text[], ${memberships.map((one) => ago(one.age))}::timestamptz[]) as n (community, id, state, at)
    on conflict do nothing`)
}
