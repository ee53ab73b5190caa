import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import type { AttributeValue, MemberKind } from '../contract/index.ts'
import { searchText } from '../domain/search-tokens.ts'
import { openContact, sealContact } from './contact.ts'
import { holdWords } from './hold-words.ts'
import type { NewMember } from './new-member.ts'
import { numbersOf } from './new-rows.ts'

/** Makes the rows in the order given; ids answer in the same order (identity numbers follow the order of the select). */
export async function insertMembers(ctx: Ctx, members: readonly NewMember[]): Promise<number[]> {
  const now = ctx.clock.now()
  // One JSON text for the batch, empty fields left out: cheaper on both sides than an array for each of twenty columns.
  const records = JSON.stringify(members.map((member) => newRecord(ctx, member)))
  const rows = await ctx.db.rows<{ id: number }>(sql`
    insert into member (workspace_id, display_name, avatar_url, phone_sealed, email_sealed, gender, age_band, city, city_tier, occupation, industry,
      employer, title, attributes, stage, kind, source, owner_staff_id, last_active_at, search, created_at, updated_at)
    select ${ctx.workspaceId}, n.name, n.avatar, n.phone, n.email, n.gender, n.age, n.city, n.tier, n.occupation, n.industry, n.employer, n.title,
      coalesce(n.more, '{}'), coalesce(n.stage, 1), coalesce(n.kind, 'member'), n.source, n.owner, ${now}, n.search, ${now}, ${now}
    from rows from (json_to_recordset(${records}::json) as (name text, avatar text, phone text, email text, gender text, age text, city text,
      tier text, occupation text, industry text, employer text, title text, more jsonb, stage smallint, kind text, source text, owner bigint,
      search text)) with ordinality as n (name, avatar, phone, email, gender, age, city, tier, occupation, industry, employer, title, more, stage,
      kind, source, owner, search, position)
    order by n.position
    returning id`)
  return rows.map((row) => row.id).toSorted((a, b) => a - b)
}

/** Ids come beforehand, so that everything else about the members can be written out before they are there. */
export async function nextIds(ctx: Ctx, count: number): Promise<number[]> {
  const { ids } = await ctx.db.one<{ ids: number[] }>(sql`
    select array_agg(nextval(s.name)) as ids
    from (select pg_get_serial_sequence('member', 'id')::regclass as name offset 0) s, generate_series(1, ${count}::int)`)
  return ids
}

function newRecord(ctx: Ctx, member: NewMember): object {
  const more = member.attributes && Object.keys(member.attributes).length ? member.attributes : undefined
  return {
    name: member.displayName,
    avatar: member.avatarUrl ?? undefined,
    phone: sealContact(ctx, 'phone', member.phone) ?? undefined,
    email: sealContact(ctx, 'email', member.email) ?? undefined,
    gender: member.gender ?? undefined,
    age: member.ageBand ?? undefined,
    city: member.city ?? undefined,
    tier: member.cityTier ?? undefined,
    occupation: member.occupation ?? undefined,
    industry: member.industry ?? undefined,
    employer: member.employer ?? undefined,
    title: member.title ?? undefined,
    more,
    stage: member.stage,
    kind: member.kind,
    source: member.source ?? undefined,
    owner: member.ownerStaffId ?? undefined,
    search: searchText({ ...member, numbers: numbersOf(member) }),
  }
}

export interface MemberRecord {
  readonly id: number
  readonly displayName: string
  readonly avatarUrl: string | null
  readonly phone: string | null
  readonly email: string | null
  readonly gender: string | null
  readonly ageBand: string | null
  readonly city: string | null
  readonly cityTier: string | null
  readonly occupation: string | null
  readonly industry: string | null
  readonly employer: string | null
  readonly title: string | null
  readonly attributes: Record<string, AttributeValue>
  readonly kind: MemberKind
  readonly source: string | null
  readonly ownerStaffId: number | null
  readonly stage: number
}

/** Records with phone and e-mail in clear, none of somebody who was forgotten meanwhile. @throws SealError rather than lose what it cannot read */
export async function lockMembers(ctx: Ctx, ids: readonly number[]): Promise<MemberRecord[]> {
  const rows = await ctx.db.rows<MemberRecord>(sql`
    select id, display_name as "displayName", avatar_url as "avatarUrl", phone_sealed as phone, email_sealed as email, gender,
      age_band as "ageBand", city, city_tier as "cityTier", occupation, industry, employer, title, attributes, kind, source, owner_staff_id as "ownerStaffId", stage
    from member where workspace_id = ${ctx.workspaceId} and id = any(${ids}::bigint[]) and erased_at is null order by id for update`)
  await holdWords(
    ctx,
    rows.map((row) => row.id),
  )
  return rows.map((row) => ({ ...row, phone: openContact(ctx, 'phone', row.phone), email: openContact(ctx, 'email', row.email) }))
}

/** Writes whole records back, with their search text; with `touch: false` nobody sees that they were written. */
export async function saveMembers(
  ctx: Ctx,
  records: readonly (MemberRecord & { readonly numbers: readonly string[] })[],
  { touch = true }: { readonly touch?: boolean } = {},
): Promise<void> {
  const text = (pick: (record: MemberRecord) => string | null) => records.map(pick)
  await ctx.db.exec(sql`
    update member m set display_name = n.display_name, avatar_url = n.avatar_url, phone_sealed = n.phone,
      email_sealed = n.email, gender = n.gender, age_band = n.age_band, city = n.city, city_tier = n.city_tier, occupation = n.occupation, industry = n.industry, employer = n.employer,
      title = n.title, attributes = n.attributes, kind = n.kind, source = n.source, owner_staff_id = n.owner_staff_id, stage = n.stage,
      search = n.search, updated_at = case when ${touch} then ${ctx.clock.now()}::timestamptz else m.updated_at end
    from unnest(
      ${records.map((r) => r.id)}::bigint[], ${text((r) => r.displayName)}::text[], ${text((r) => r.avatarUrl)}::text[],
      ${text((r) => sealContact(ctx, 'phone', r.phone))}::text[], ${text((r) => sealContact(ctx, 'email', r.email))}::text[], ${text((r) => r.gender)}::text[], ${text((r) => r.ageBand)}::text[],
      ${text((r) => r.city)}::text[], ${text((r) => r.cityTier)}::text[], ${text((r) => r.occupation)}::text[],
      ${text((r) => r.industry)}::text[], ${text((r) => r.employer)}::text[], ${text((r) => r.title)}::text[],
      ${records.map((r) => JSON.stringify(r.attributes))}::jsonb[], ${text((r) => r.kind)}::text[], ${text((r) => r.source)}::text[],
      ${records.map((r) => r.ownerStaffId)}::bigint[], ${records.map((r) => r.stage)}::smallint[],
      ${records.map((r) => searchText(r))}::text[]
    ) as n (id, display_name, avatar_url, phone, email, gender, age_band, city, city_tier, occupation, industry, employer, title, attributes,
      kind, source, owner_staff_id, stage, search)
    where m.workspace_id = ${ctx.workspaceId} and m.id = n.id`)
}

/** As stored. */
export function sealedContacts(ctx: Ctx, id: number): Promise<{ phone: string | null; email: string | null } | undefined> {
  return ctx.db.maybe(sql`
    select phone_sealed as phone, email_sealed as email from member where workspace_id = ${ctx.workspaceId} and id = ${id}`)
}
