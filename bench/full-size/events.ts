import sql, { raw, type Sql } from 'sql-template-tag'
import { firstHome, kindOf, momentOf, type Place, secondHome, stageOf } from './place.ts'
import type { Shape } from './shape.ts'
import { emoji } from './words.ts'

const number = (value: number) => raw(String(value))

/**
 * Events `from` to `to` in the order of time. Members arrive, join and leave with every stride-th event; what the others are is decided by one
 * hash of the number: its low bits choose the kind, the middle ones the member, the high ones what else there is to choose.
 */
export function insertEvents(place: Place, shape: Shape, from: number, to: number): Sql {
  return sql`
    insert into event (workspace_id, tx, id, kind, at, member_id, community_id, counted, actor, data)
    overriding system value
    select ${place.workspaceId}, pg_current_xact_id()::text::bigint + (select base from event_log_base), ${number(place.events)}::bigint + e.n, e.kind,
      ${momentOf(sql`e.n`, place, shape)}, ${number(place.members)}::bigint + e.i,
      case when e.kind like 'member.%' then null else ${number(place.communities)}::bigint
        + case when e.kind = 'community.member_left' then ${secondHome(sql`e.i`, shape)} else ${firstHome(sql`e.i`, shape)} end end,
      ${kindOf(sql`e.i`)} = 'member',
      case when e.kind like 'message.%' or e.kind = 'community.member_left'
        then ('{"kind":"member","id":' || (${number(place.members)}::bigint + e.i) || '}')::jsonb else '{"kind":"system","name":"bench"}'::jsonb end,
      ${dataOf(shape)}
    from (${kinds(shape, from, to)}) e`
}

/** `n` the event, `i` the member, `x` a small number to choose by. */
function kinds(shape: Shape, from: number, to: number): Sql {
  const { old, arrivals, leavers } = shape
  return sql`
    select d.n, d.x,
      case when d.place = 0 and d.j between 1 and ${number(arrivals)} then 'member.created'
        when d.place = 1 and d.j between 1 and ${number(arrivals)} then 'community.member_joined'
        when d.place = 2 and d.j between 1 and ${number(leavers)} then 'community.member_left'
        when d.r < 0.58 then 'message.posted' when d.r < 0.74 then 'message.reacted' when d.r < 0.80 then 'message.answered'
        when d.r < 0.95 then 'send.sent' when d.r < 0.98 then 'member.attribute_set'
        when d.r < 0.985 then 'message.recalled' else 'member.stage_moved' end as kind,
      case when d.place in (0, 1) and d.j between 1 and ${number(arrivals)} then ${number(old)}::bigint + d.j
        when d.place = 2 and d.j between 1 and ${number(leavers)} then 4 * d.j
        else ${liveliest(shape)} end as i
    from (${draws(shape, from, to)}) d offset 0`
}

/** Two of five members never say anything. Of the old ones a few say much; the new ones speak alike, from the day they came. */
function liveliest({ old, arrivals, events, prime }: Shape): Sql {
  const lively = Math.floor((old * 3) / 5)
  const here = sql`least(d.j, ${number(arrivals)})`
  return sql`(case when d.x / 4096.0::float8 < 0.45 * d.n / ${number(events)}::float8 and ${here} >= 10
    then ${number(old)}::bigint + ${spaced(sql`floor((${here} * 3 / 5) * d.u)::bigint`)}
    else ${spaced(sql`((floor(${number(lively)} * power(d.u, 1.6))::bigint * ${number(prime)}) % ${number(lively)})`)} end)`
}

/** Numbers 0, 1, 2 … become 1, 2, 3, 6, 7, 8, 11 …: the two of five that are left out are the silent ones. */
const spaced = (a: Sql): Sql => sql`(1 + 5 * (${a} / 3) + ${a} % 3)`

function draws({ stride, seed }: Shape, from: number, to: number): Sql {
  return sql`
    select h.n, h.n / ${number(stride)} as j, h.n % ${number(stride)} as place, (h.h & 16777215)::float8 / 16777216.0::float8 as r,
      ((h.h >> 24) & 268435455)::float8 / 268435456.0::float8 as u, (h.h >> 52) & 4095 as x
    from (select n, hashint8extended(n, ${number(seed)}) as h from generate_series(${number(from)}::bigint, ${number(to)}::bigint) n) h offset 0`
}

/** As the contracts of the modules have it. */
function dataOf(shape: Shape): Sql {
  const place = sql`'{"thread":0,"seq":' || e.n`
  return sql`(case e.kind
    when 'message.posted' then ${place} || (case when e.x < 3600 then ',"kind":"text"}' when e.x < 4000 then ',"kind":"image"}' else ',"kind":"link"}' end)
    when 'message.reacted' then ${place} || ',"on":true,"emoji":"' || (${emoji}::text[])[1 + e.x % 4] || '"}'
    when 'message.answered' then ${place} || ',"toSeq":' || e.n / 50 * 50 || ',"touch":"bench","option":"' || chr(65 + (e.x % 4)::int) || '"}'
    when 'message.recalled' then ${place} || ',"byOther":false}'
    when 'send.sent' then '{"sendId":' || e.n || ',"source":2,"stepId":' || e.x % 20 || ',"occurrence":0,"variant":null,"channel":"room","externalId":"b'
      || e.n || '"}'
    when 'member.attribute_set' then '{"key":"到店次数","value":' || 1 + e.x % 30 || '}'
    when 'member.stage_moved' then '{"from":' || greatest(1, ${stageOf(sql`e.i`, shape)} - 1) || ',"to":' || ${stageOf(sql`e.i`, shape)}
      || ',"cause":{"by":"event"}}'
    when 'member.created' then '{"source":null}'
    when 'community.member_joined' then '{"scene":"link","source":null,"inviterMemberId":null,"role":"member","rejoined":false}'
    else '{"how":"' || (case when e.x % 3 = 0 then 'requested' else 'silent' end) || '","reason":null}' end)::jsonb`
}
