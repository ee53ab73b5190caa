import { daysBetween, dayOf } from '@grove/calendar'
import type { Ctx } from '@grove/kernel/server'
import type { Facts, FactValue } from '@grove/playbook-kit/contract'
import type { FactLoader, FactRequest } from '@grove/playbook-kit/server'
import sql from 'sql-template-tag'

/** Facts of the member's record and of the place in this community; one statement whatever is asked. */
export const memberFacts: FactLoader = {
  families: ['member.tag', 'member.attribute', 'member.stage', 'member.role', 'member.joined_days'],
  load,
}

interface Row {
  readonly id: number
  readonly stage: number
  readonly attributes: Readonly<Record<string, FactValue>>
  readonly fields: Readonly<Record<string, FactValue>>
  readonly role: string | null
  readonly joinedAt: Date | null
  readonly tags: readonly string[]
}

async function load(ctx: Ctx, { memberIds, communityId, keys, now }: FactRequest): Promise<ReadonlyMap<number, Facts>> {
  const tags = keys.flatMap((key) => (key.startsWith('member.tag:') ? [key.slice('member.tag:'.length)] : []))
  const rows = await ctx.db.rows<Row>(sql`
    select m.id, m.stage, m.attributes,
      json_build_object('city', m.city, 'gender', m.gender, 'age_band', m.age_band, 'occupation', m.occupation, 'industry', m.industry,
        'employer', m.employer, 'title', m.title, 'source', m.source) as fields,
      s.role, s.joined_at as "joinedAt",
      array(select t.name from member_tag g join tag t on t.workspace_id = g.workspace_id and t.id = g.tag_id
        where g.workspace_id = m.workspace_id and g.member_id = m.id and t.name = any(${tags}::text[])) as tags
    from member m left join membership s on s.workspace_id = m.workspace_id and s.member_id = m.id and s.community_id = ${communityId}
    where m.workspace_id = ${ctx.workspaceId} and m.id = any(${memberIds}::bigint[])`)
  const today = dayOf(now.getTime(), ctx.zone)
  return new Map(rows.map((row) => [row.id, Object.fromEntries(keys.map((key) => [key, answer(row, key, today, ctx.zone)]))]))
}

function answer(row: Row, key: string, today: string, zone: string): FactValue {
  const [family, ...rest] = key.split(':')
  const argument = rest.join(':')
  switch (family) {
    case 'member.tag':
      return row.tags.includes(argument)
    case 'member.attribute':
      return row.attributes[argument] ?? row.fields[argument] ?? null
    case 'member.stage':
      return row.stage
    case 'member.role':
      return row.role
    case 'member.joined_days':
      return row.joinedAt ? daysBetween(dayOf(row.joinedAt.getTime(), zone), today) : null
    default:
      return null
  }
}
