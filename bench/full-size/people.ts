import sql, { raw, type Sql } from 'sql-template-tag'
import { arrivalOf, firstHome, kindOf, momentOf, oneOf, type Place, secondHome, STAFF, share, stageOf } from './place.ts'
import { BEFORE, type Shape } from './shape.ts'
import * as words from './words.ts'

const number = (value: number) => raw(String(value))
const I = sql`i`

/** Nobody can sign in with these: a password that nothing matches. */
export function insertStaff({ workspaceId, staff, start }: Place): Sql[] {
  const login = sql`'bench-' || ${number(workspaceId)} || '-' || n`
  return [
    sql`
    insert into account (login, password_hash, display_name, locale, created_at)
    select ${login}, 'unusable', '员工 ' || n, 'zh', ${start} from generate_series(1, ${number(STAFF)}) n`,
    sql`
    insert into staff (workspace_id, id, account_id, display_name, role, scope, active, created_at)
    overriding system value
    select ${workspaceId}, ${number(staff)}::bigint + n, a.id, a.display_name, 'owner', '{"kind":"own"}', true, ${start}
    from generate_series(1, ${number(STAFF)}) n join account a on a.login = ${login}`,
  ]
}

/** After the events: a member was last active with the last thing said. */
export function insertMembers(place: Place, shape: Shape): Sql {
  const city = sql`power(${share(I, 21, shape)}, 2)`
  const arrived = arrivalOf(I, place, shape, BEFORE)
  return sql`
    insert into member (workspace_id, id, display_name, gender, age_band, city, city_tier, occupation, attributes, stage, kind, source, owner_staff_id,
      last_active_at, search, created_at, updated_at)
    overriding system value
    select ${place.workspaceId}, ${number(place.members)}::bigint + m.i, m.name, m.gender, m.age, m.city, m.tier, m.occupation, m.attributes, m.stage,
      m.kind, m.source, m.owner, greatest(m.arrived, coalesce(a.at, m.arrived)), m.name, m.arrived, m.arrived
    from (select i,
        ${oneOf(words.surnames, sql`power(${share(I, 1, shape)}, 1.5)`)} || ${oneOf(words.givenFirst, share(I, 2, shape))}
          || ${oneOf(words.givenLast, share(I, 3, shape))} as name,
        case when ${share(I, 4, shape)} < 0.58 then 'female' when ${share(I, 4, shape)} < 0.95 then 'male' end as gender,
        ${oneOf(words.ages, sql`power(${share(I, 5, shape)}, 1.5)`)} as age, ${oneOf(words.cities, city)} as city, ${oneOf(words.tiers, city)} as tier,
        ${oneOf(words.occupations, share(I, 6, shape))} as occupation, ${attributes(place, shape)} as attributes, ${stageOf(I, shape)} as stage,
        ${kindOf(I)} as kind, case when i % 9973 = 0 then '地推' when i % 6 > 0 then ${oneOf(words.sources, share(I, 7, shape))} end as source,
        case when i % 5 = 0 then ${number(place.staff)}::bigint + 1 + i / 5 % ${number(STAFF)} end as owner, ${arrived} as arrived
      from generate_series(1::bigint, ${number(shape.members)}::bigint) i offset 0) m
    left join (
      select member_id, max(at) as at from event
      where workspace_id = ${place.workspaceId} and kind in ('message.posted', 'message.answered', 'community.member_joined') group by member_id) a
      on a.member_id = ${number(place.members)}::bigint + m.i`
}

/** What a shop knows of its customers, as free attributes. */
const attributes = (place: Place, shape: Shape): Sql => sql`jsonb_build_object(
  '会员卡', ${oneOf(words.cards, sql`power(${share(I, 30, shape)}, 3)`)}, '消费额', floor(20000 * power(${share(I, 31, shape)}, 4))::int,
  '到店次数', floor(30 * power(${share(I, 32, shape)}, 2))::int,
  '上次购买', to_char(${place.start}::timestamptz at time zone 'UTC' + floor(180 * ${share(I, 33, shape)}) * interval '1 day', 'YYYY-MM-DD'))`

export function insertIdentities({ workspaceId, members }: Place, shape: Shape): Sql {
  return sql`
    insert into member_identity (workspace_id, channel, external_id, member_id)
    select ${workspaceId}, 'number', 'B' || lpad(i::text, 9, '0'), ${number(members)}::bigint + i
    from generate_series(1::bigint, ${number(shape.members)}::bigint) i`
}

/** The endings under which names are found. */
export function insertSearch({ workspaceId }: Place): Sql {
  return sql`
    insert into member_search (workspace_id, token, member_id)
    select ${workspaceId}, t.token collate "C", m.id
    from member m cross join lateral (values (m.display_name), (substr(m.display_name, 2)), (substr(m.display_name, 3))) t (token)
    where m.workspace_id = ${workspaceId} order by 2, 3`
}

/** Everybody is in one community, every second member in another as well; every fourth left that one, as the events tell. */
export function insertMemberships(place: Place, shape: Shape): Sql {
  const left = sql`s.second and i % 4 = 0 and i <= ${number(shape.leavers * 4)}`
  const leftAt = momentOf(sql`(i / 4 * ${number(shape.stride)} + 2)`, place, shape)
  return sql`
    insert into membership (workspace_id, community_id, member_id, state, role, counted, joined_at, left_at, leave_kind, scene)
    select ${place.workspaceId}, ${number(place.communities)}::bigint + case when s.second then ${secondHome(I, shape)} else ${firstHome(I, shape)} end,
      ${number(place.members)}::bigint + i, case when ${left} then 'left' else 'active' end,
      ${kindOf(I)}, ${kindOf(I)} = 'member',
      case when not s.second and i > ${number(shape.old)}
        then ${momentOf(sql`((i - ${number(shape.old)}) * ${number(shape.stride)} + 1)`, place, shape)} else ${arrivalOf(I, place, shape, BEFORE)} end,
      case when ${left} then ${leftAt} end, case when ${left} then 'silent' end, case when s.second then 'import' else 'link' end
    from generate_series(1::bigint, ${number(shape.members)}::bigint) i cross join (values (false), (true)) s (second)
    where not s.second or i % 2 = 0`
}
