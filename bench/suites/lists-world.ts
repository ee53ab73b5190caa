import { community } from '@grove/community/server'
import { content } from '@grove/content/server'
import { identity } from '@grove/identity/server'
import { member } from '@grove/member/server'
import { product } from '@grove/product/server'
import { segment } from '@grove/segment/server'
import type { TestApp, TestWorkspace } from '@grove/testkit'
import { openKeptWorld } from '../full-size/data-world.ts'

export interface ListsWorld {
  readonly t: TestApp
  readonly ws: TestWorkspace
  readonly members: number
  readonly communities: number
}

/** A workspace of a million members in ten thousand communities; one third of a name's letters is common, some values are rare. */
export async function openListsWorld(serverUrl: string, members: number, say: (text: string) => void): Promise<ListsWorld> {
  const modules = [identity, member, product, content, community, segment]
  const communities = Math.round(members / 100)
  const fill = async (t: TestApp, ws: TestWorkspace) => {
    const client = await t.database.pool.connect()
    try {
      // Rows that agree with each other need no foreign key looked up for each: that is most of the time of a load.
      await client.query('set session_replication_role = replica')
      for (const statement of FILL) {
        const values = [ws.id, t.clock.now().toISOString(), members, communities]
        await client.query(statement.replaceAll(/\$(\d)/g, (_, place: string) => client.escapeLiteral(String(values[Number(place) - 1]))))
      }
      await client.query('reset session_replication_role')
      await client.query('vacuum (analyze)')
    } finally {
      client.release()
    }
  }
  const { t, ws } = await openKeptWorld({ serverUrl, modules, mark: ['lists', members, FILL], fill, say })
  return { t, ws, members, communities }
}

/** $1 workspace, $2 now, $3 members, $4 communities. Primes scatter the values, alike in every run. */
const FILL = [
  `insert into account (login, password_hash, display_name, locale, created_at)
   select 'bench-' || n, 'unusable', 'Staff ' || n, 'zh', $2::timestamptz from generate_series(1, 20) n`,
  `insert into staff (workspace_id, account_id, display_name, role, scope, active, created_at)
   select $1::bigint, a.id, a.display_name, 'owner', '{"kind":"own"}', true, $2::timestamptz from account a where a.login like 'bench-%' order by a.id`,
  `insert into community (workspace_id, type, name, state, public_code, capacity, chapter, closes_at, member_count, headcount, created_at, updated_at)
   select $1::bigint, (array['acquisition','newcomer','camp','delivery','loyal','regional','benefit','flash'])[1 + n % 8],
     (array['春风','夏雨','秋实','冬阳','福利','新人','晨读','城南'])[1 + (n * 7) % 8] || '群' || n,
     (array['planned','recruiting','active','active','active','cooling','closing','dissolved'])[1 + (n * 11) % 8],
     'B' || n, 500, case when n % 2 = 0 then 'chapter ' || n % 40 end,
     case when n % 3 = 0 then $2::timestamptz + n * interval '1 hour' end, n % 500, n % 500, $2::timestamptz, $2::timestamptz
   from generate_series(1, $4::int) n`,
  `insert into community_staff (workspace_id, community_id, staff_id, post, since)
   select $1::bigint, c.id, s.id, 'owner', $2::timestamptz
   from community c join (select id, row_number() over (order by id) as place, count(*) over () as n from staff where workspace_id = $1::bigint) s
     on s.place = 1 + c.id % s.n where c.workspace_id = $1::bigint`,
  `insert into member (workspace_id, display_name, city, stage, kind, source, owner_staff_id, last_active_at, search, created_at, updated_at)
   select $1::bigint, p.name, '成都', least(7, 1 + floor(ln(1 + n % 1000)))::int,
     case when n % 10007 = 0 then 'ambience' when n % 5003 = 0 then 'staff' else 'member' end,
     case when n % 9973 = 0 then 'rare' when n % 4 > 0 then (array['门店','活动','转介绍'])[n % 4] end,
     case when n % 5 = 0 then (select min(id) from staff where workspace_id = $1::bigint) + n % 20 end,
     case when n % 5 < 2 then p.joined else p.joined + (n::bigint * 7919 % 400) * interval '1 day' * ((n % 97) / 97.0) end,
     lower(p.name), p.joined, p.joined
   from generate_series(1, $3::int) n cross join lateral (select
     substr('王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗', 1 + n % 20, 1) || substr('小明华丽强芳伟敏静磊洋勇艳杰娟涛超秀霞平', 1 + n * 7 % 20, 1)
       || substr('文雅思宇晨欣怡嘉浩然子轩梓涵雨桐诗琪', 1 + (n::bigint * 31 % 18)::int, 1) as name,
     $2::timestamptz - interval '400 days' + n * (interval '400 days' / $3::int) as joined) p`,
  `insert into member_search (workspace_id, token, member_id)
   select distinct $1::bigint, t.token collate "C", m.id from member m cross join lateral (values
     (m.display_name), (substr(m.display_name, 2)), (substr(m.display_name, 3))) t (token)
   where m.workspace_id = $1::bigint order by 2, 3`,
  `insert into member_identity (workspace_id, channel, external_id, member_id)
   select $1::bigint, t.channel, t.key, m.id from member m cross join lateral (values
     ('phone', 'bench0.' || left(md5((m.id % 10000)::text), 8) || left(md5(m.id::text), 22)), ('email', 'bench0.' || right(md5(m.id::text), 22)),
     ('number', lpad((m.id * 7919 % 1000000007)::text, 9, '0'))) t (channel, key)
   where m.workspace_id = $1::bigint order by t.channel collate "C", t.key collate "C"`,
  `insert into tag (workspace_id, name, created_at) select $1::bigint, 'tag ' || n, $2::timestamptz from generate_series(1, 30) n`,
  `insert into tag (workspace_id, name, created_at) select $1::bigint, n, $2::timestamptz from unnest(array['half', 'old', 'new']) n`,
  `insert into member_tag (workspace_id, tag_id, member_id, at)
   select $1::bigint, t.id, m.id, $2::timestamptz
   from (select id, row_number() over (order by id) as place from tag where workspace_id = $1::bigint) t
   join member m on m.workspace_id = $1::bigint and (case when t.place > 30 then false when t.place = 30 then m.id % 19997 = 0 else m.id % 29 = t.place - 1 end)`,
  // Carried by half of all, by the oldest twentieth, by the newest twentieth: what a walk in the list's order meets at once, late, never.
  `insert into member_tag (workspace_id, tag_id, member_id, at)
   select $1::bigint, t.id, m.id, $2::timestamptz from tag t join member m on m.workspace_id = $1::bigint and case t.name
     when 'half' then hashint8(m.id) % 2 = 0 when 'old' then m.id <= $3::int / 20 when 'new' then m.id > $3::int - $3::int / 20 else false end
   where t.workspace_id = $1::bigint`,
  `insert into member_untagged (workspace_id, member_id)
   select $1::bigint, u.id from (select m.id from member m where m.workspace_id = $1::bigint
     except select mt.member_id from member_tag mt where mt.workspace_id = $1::bigint) u`,
  `insert into membership (workspace_id, community_id, member_id, joined_at, scene)
   select $1::bigint, c.first + m.id % $4::int, m.id, m.created_at, 'link'
   from member m cross join (select min(id) as first from community where workspace_id = $1::bigint) c where m.workspace_id = $1::bigint`,
  `insert into segment (workspace_id, name, kind, condition, state, quiet, swept_at, created_at, updated_at)
   select $1::bigint, n, 'live', '{"kind":"stage","in":[1]}', 'ready', false, $2::timestamptz, $2::timestamptz, $2::timestamptz
   from unnest(array['third', 'rare', 'old', 'none']) n`,
  `insert into segment_member (workspace_id, segment_id, member_id, entered_at)
   select $1::bigint, s.id, m.id, $2::timestamptz from segment s join member m on m.workspace_id = $1::bigint and case s.name
     when 'third' then hashint8(m.id) % 3 = 0 when 'rare' then m.id % 19997 = 1 when 'old' then m.id <= $3::int / 20 else false end
   where s.workspace_id = $1::bigint`,
]
