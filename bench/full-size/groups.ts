import sql, { raw, type Sql } from 'sql-template-tag'
import { type Place, STAFF } from './place.ts'
import type { Shape, TagShape } from './shape.ts'
import * as words from './words.ts'

const number = (value: number) => raw(String(value))
const DAY = sql`interval '1 day'`

export function insertCommunities({ workspaceId, communities, staff, start }: Place, shape: Shape): Sql[] {
  const opened = sql`(${start}::timestamptz - (1 + n * 7 % 200) * ${DAY})`
  return [
    sql`
    insert into community (workspace_id, id, type, name, state, public_code, capacity, chapter, closes_at, created_at, updated_at)
    overriding system value
    select ${workspaceId}, ${number(communities)}::bigint + n,
      (array['acquisition', 'newcomer', 'camp', 'delivery', 'loyal', 'regional', 'benefit', 'flash'])[1 + n % 8],
      (${words.communityNames}::text[])[1 + n * 7 % 8] || n || '群', case when n % 12 = 0 then 'cooling' when n % 17 = 0 then 'closing' else 'active' end,
      'B' || lpad(n::text, 6, '0'), 1000, case when n % 2 = 0 then '分会 ' || n % 40 end,
      case when n % 3 = 0 then ${start}::timestamptz + (200 + n % 100) * ${DAY} end, ${opened}, ${opened}
    from generate_series(1, ${number(shape.communities)}) n`,
    sql`
    insert into community_staff (workspace_id, community_id, staff_id, post, since)
    select ${workspaceId}, ${number(communities)}::bigint + n, ${number(staff)}::bigint + 1 + n % ${number(STAFF)}, 'owner', ${opened}
    from generate_series(1, ${number(shape.communities)}) n`,
  ]
}

/** After the memberships. */
export function countHeads({ workspaceId }: Place): Sql {
  return sql`
    update community c set member_count = p.counted, headcount = p.heads
    from (select community_id, count(*) filter (where counted)::int as counted, count(*)::int as heads from membership
      where workspace_id = ${workspaceId} and state = 'active' group by community_id) p
    where c.workspace_id = ${workspaceId} and c.id = p.community_id`
}

export function insertTags({ workspaceId, tags, start }: Place, kinds: number): Sql[] {
  const groups = sql`${words.tagGroups}::text[]`
  return [
    sql`
    insert into tag_group (workspace_id, name, single_choice) select ${workspaceId}, g.name, false from unnest(${groups}) g (name)
    on conflict do nothing`,
    sql`
    insert into tag (workspace_id, id, name, group_name, color, created_at)
    overriding system value
    select ${workspaceId}, ${number(tags)}::bigint + k, g.name || ' ' || k, g.name, (${words.tagColours}::text[])[1 + k % 6], ${start}
    from generate_series(1, ${number(kinds)}) k cross join lateral (select (${groups})[1 + k % 10] as name) g`,
  ]
}

/** Who carries what, each once, in the order of the key. */
export function insertMemberTags({ workspaceId, tags, members, start }: Place, shape: Shape, shapes: readonly TagShape[]): Sql {
  return sql`
    insert into member_tag (workspace_id, tag_id, member_id, at)
    select ${workspaceId}, c.tag_id, c.member_id, ${start}::timestamptz + (c.member_id * 7 + c.tag_id) % 180 * ${DAY}
    from (select ${number(tags)}::bigint + t.k as tag_id, ${number(members)}::bigint + 1 + (j * t.step + t.first) % ${number(shape.members)} as member_id
      from unnest(${shapes.map((one) => one.carriers)}::bigint[], ${shapes.map((one) => one.step)}::bigint[], ${shapes.map((one) => one.first)}::bigint[])
        with ordinality t (carriers, step, first, k) cross join lateral generate_series(0, t.carriers - 1) j) c
    order by c.tag_id, c.member_id`
}

/** Whoever carries none; as one set less another, which needs no statistics to be quick: there are none yet. */
export const insertUntagged = ({ workspaceId }: Place): Sql => sql`
  insert into member_untagged (workspace_id, member_id)
  select ${workspaceId}, u.id from (
    select m.id from member m where m.workspace_id = ${workspaceId}
    except select mt.member_id from member_tag mt where mt.workspace_id = ${workspaceId}) u
  order by u.id`
