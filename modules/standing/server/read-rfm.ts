import type { InputOf, OutputOf } from '@grove/kernel/contract'
import type { Ctx } from '@grove/kernel/server'
import { memberScope } from '@grove/member/server'
import sql from 'sql-template-tag'
import type { rfmBoard as boardRoute, stepPlaybooks as playbooksRoute } from '../contract/index.ts'
import { readSettings } from './store-settings.ts'

interface Cell {
  readonly r: number
  readonly f: number
  readonly key: string
  readonly members: number
  readonly msum: number
  readonly orders: number
  readonly net: number
}

/** Buyers one may see, on the grid of recency and frequency and by segment: one statement. */
export async function rfmBoard(ctx: Ctx): Promise<OutputOf<typeof boardRoute>> {
  const { settings } = await readSettings(ctx)
  const rows = await ctx.db.rows<Cell>(sql`
    select s.r, s.f, s.rfm as key, count(*)::int as members, sum(s.m)::int as msum, coalesce(sum(b.orders), 0)::int as orders,
      coalesce(sum(b.net), 0)::bigint as net
    from standing s
    left join (
      select x.member_id, sum(x.orders) as orders, coalesce(sum(x.net) filter (where x.currency = ${settings.rfm.currency}), 0) as net
      from buyer x where x.workspace_id = ${ctx.workspaceId} group by x.member_id) b on b.member_id = s.member_id
    join member m on m.workspace_id = ${ctx.workspaceId} and m.id = s.member_id and ${memberScope(ctx)}
    where s.workspace_id = ${ctx.workspaceId} and s.rfm is not null group by s.r, s.f, s.rfm`)
  const cells = new Map<string, { r: number; f: number; members: number; m: number }>()
  const segments = new Map<string, { key: string; members: number; orders: number; net: number }>()
  for (const row of rows) {
    const cell = cells.get(`${row.r}/${row.f}`) ?? { r: row.r, f: row.f, members: 0, m: 0 }
    cells.set(`${row.r}/${row.f}`, { ...cell, members: cell.members + row.members, m: cell.m + row.msum })
    const known = segments.get(row.key) ?? { key: row.key, members: 0, orders: 0, net: 0 }
    segments.set(row.key, {
      key: row.key,
      members: known.members + row.members,
      orders: known.orders + row.orders,
      net: known.net + row.net,
    })
  }
  return {
    buyers: [...segments.values()].reduce((sum, one) => sum + one.members, 0),
    cells: [...cells.values()].map((cell) => ({ ...cell, m: cell.m / cell.members })),
    segments: [...segments.values()],
  }
}

/** Words of playbooks that name a step: triggers and waits by `on` and `for`, questions by `kind`. */
const LISTENS = {
  stage:
    '$.** ? ((@.on starts with "stage" && @.filter.stage == $s) || (@.for starts with "stage" && @.filter.stage == $s) || (@.on == "stageMoved" && @.filter.atLeast <= $s) || (@.kind == "stage" && (@.is == $s || @.atLeast == $s)))',
  tier: '$.** ? ((@.on == "tierEntered" && @.filter.tier == $s) || (@.for == "tierEntered" && @.filter.tier == $s) || (@.kind == "tier" && @.atLeast == $s))',
  group:
    '$.** ? ((@.on == "groupEntered" && @.filter.group == $s) || (@.for == "groupEntered" && @.filter.group == $s) || (@.kind == "customerGroup" && @.in[*] == $s))',
} as const
/** Step 4 of the groups is also what these listen to. */
const SLEEP = '$.** ? (@.on == "fellAsleep" || @.on == "wokeUp" || @.for == "wokeUp" || (@.kind == "awake" && @.in[*] == "asleep"))'

/** Playbooks whose newest version names the step, with how many runs are at work. */
export async function stepPlaybooks(ctx: Ctx, input: InputOf<typeof playbooksRoute>): Promise<OutputOf<typeof playbooksRoute>> {
  const asleep = input.ladder === 'group' && input.step === 4
  const items = await ctx.db.rows<{ id: number; name: string; runs: number }>(sql`
    select p.id, case when jsonb_typeof(p.title) = 'string' then p.title #>> '{}' else p.title ->> ${ctx.locale} end as name,
      (select count(*)::int from playbook_run r where r.workspace_id = ${ctx.workspaceId} and r.playbook_id = p.id and r.state = 'active') as runs
    from playbook p join playbook_version v on v.workspace_id = ${ctx.workspaceId} and v.playbook_id = p.id and v.number = p.latest_version
    where p.workspace_id = ${ctx.workspaceId} and p.archived_at is null
      and (jsonb_path_exists(v.definition, ${LISTENS[input.ladder]}::jsonpath, jsonb_build_object('s', ${input.step}::int))
        or (${asleep} and jsonb_path_exists(v.definition, ${SLEEP}::jsonpath)))
    order by p.id limit 50`)
  return { items }
}
