import { type Facts, isOpenRange, periodMs, type Use, usesOf } from '@grove/condition-kit/contract'
import {
  compilerOf,
  conditionCompilers,
  conditionKinds,
  conditionKindsOf,
  conditionLookups,
  conditionPlaces,
  factLoaders,
  type LookupChoice,
  type Place,
  type Predicate,
  total,
} from '@grove/condition-kit/server'
import type { Ctx, Extension } from '@grove/kernel/server'
import { fieldNamers, tagNamers } from '@grove/member/server'
import { checkQuestions } from '@grove/segment/server'
import sql, { empty, join, type Sql } from 'sql-template-tag'
import {
  communityConditions,
  conditionsOf,
  type MembershipAsked,
  membershipCondition,
  parseMembershipKey,
  type Threshold,
} from '../contract/index.ts'
import { communityFacts } from './facts.ts'
import { communityScope } from './scope.ts'

const back = (moment: Date, period: string) => new Date(moment.getTime() - periodMs(period))

/** Tests on alias `ms`: which memberships are meant. */
function meant(workspaceId: number, now: Date, asked: MembershipAsked): Sql {
  const since = asked.state === 'active' ? sql`ms.joined_at` : sql`ms.left_at`
  return join(
    [
      sql`ms.workspace_id = ${workspaceId} and ms.state = ${asked.state}`,
      ...(asked.communities ? [sql`ms.community_id = any(${asked.communities}::bigint[])`] : []),
      ...(asked.types
        ? [
            sql`exists (select 1 from community mc where mc.workspace_id = ${workspaceId} and mc.id = ms.community_id
              and mc.type = any(${asked.types}::text[]))`,
          ]
        : []),
      ...(asked.past ? [sql`${since} >= ${back(now, asked.past)}`] : []),
      ...(asked.older ? [sql`${since} < ${back(now, asked.older)}`] : []),
    ],
    ' and ',
  )
}

const membershipCompiler = compilerOf(membershipCondition, {
  groups: true,
  compile: (asked, { workspaceId, now, among }): Predicate => {
    const least = isOpenRange(asked) ? 1 : (asked.atLeast ?? 0)
    const most = asked.atMost ?? Infinity
    const rows = sql`membership ms where ${meant(workspaceId, now, asked)}`
    const whose = among ? sql`and ms.member_id in (${among})` : empty
    const counted = (
      bounds: Sql,
    ) => sql`exists (select 1 from (select ms.member_id from ${rows} ${whose} group by ms.member_id having ${bounds}) h
      where h.member_id = m.id)`
    if (least > most) return total(sql`false`)
    if (least === 1 && most === Infinity) return total(sql`exists (select 1 from ${rows} and ms.member_id = m.id)`)
    if (least > 0) return total(counted(sql`count(*) >= ${least}${most === Infinity ? empty : sql` and count(*) <= ${most}`}`))
    return total(most === Infinity ? sql`true` : sql`not ${counted(sql`count(*) > ${most}`)}`)
  },
  turned: (asked, { workspaceId }, { from, to }) => {
    const since = asked.state === 'active' ? sql`ms.joined_at` : sql`ms.left_at`
    const parts = [asked.past, asked.older].flatMap((period) =>
      period === undefined
        ? []
        : [
            sql`select ms.member_id as id from membership ms where ms.workspace_id = ${workspaceId} and ms.state = ${asked.state}
              and ${since} >= ${back(from, period)} and ${since} < ${back(to, period)}`,
          ],
    )
    return parts.length ? join(parts, ' union ') : null
  },
})

/** `member.membership:<which>`: how many memberships are meant, one statement for all keys. */
const membershipFacts = factLoaders.of({
  families: ['member.membership'],
  load: async (ctx, { memberIds, keys, now }) => {
    const counts = keys.map((key) => sql`count(*) filter (where ${meant(ctx.workspaceId, now, parseMembershipKey(key))})`)
    const rows = await ctx.db.rows<{ id: number; counts: number[] }>(sql`
      select ms.member_id as id, array[${join(counts)}]::int[] as counts from membership ms
      where ms.workspace_id = ${ctx.workspaceId} and ms.member_id = any(${memberIds}::bigint[]) group by ms.member_id`)
    return new Map(
      rows.map((row): [number, Facts] => [row.id, Object.fromEntries(keys.map((key, index) => [key, row.counts[index] ?? 0]))]),
    )
  },
})

const communityLookup = conditionLookups.of({
  name: 'community',
  search: (ctx, text) =>
    ctx.db.rows<LookupChoice>(sql`
      select c.id as value, c.name as label from community c
      where c.workspace_id = ${ctx.workspaceId} and ${communityScope(ctx)} and strpos(lower(c.name), ${text.toLowerCase()}) > 0
      order by c.id desc limit 30`),
  names: (ctx, keys) =>
    ctx.db.rows<LookupChoice>(sql`
      select c.id as value, c.name as label from community c where c.workspace_id = ${ctx.workspaceId} and c.id = any(${keys}::bigint[])`),
})

/** @throws what a condition of a segment is refused for */
export async function checkThreshold(ctx: Ctx, threshold: Threshold): Promise<void> {
  for (const condition of conditionsOf(threshold)) await checkQuestions(ctx, condition)
}

/** Communities whose door asks for a thing: it may not go away under them. Those that are over ask nobody any more. */
async function placesOfDoors(ctx: Ctx, use: Use): Promise<readonly Place[]> {
  const kinds = conditionKindsOf(ctx.app)
  const doors = await ctx.db.rows<{ id: number; name: string; threshold: Threshold }>(sql`
    select c.id, c.name, c.threshold from community c
    where c.workspace_id = ${ctx.workspaceId} and c.state not in ('dissolved', 'transferred')
      and c.threshold @> '{"requirements": [{"kind": "condition"}]}' order by c.id`)
  const names = (threshold: Threshold) =>
    conditionsOf(threshold).some((one) => usesOf(one, kinds).some((other) => other.what === use.what && other.key === use.key))
  return doors.filter((door) => names(door.threshold)).map(({ id, name }) => ({ kind: 'community', id, name }))
}

const doorsNaming = async (ctx: Ctx, use: Use) =>
  (await placesOfDoors(ctx, use)).map(({ kind, id, name }) => ({ kind, name, path: `/communities/${id}?tab=entry` }))

/** What this module gives to the condition language. */
export const conditionParts: readonly Extension[] = [
  ...communityConditions.map((kind) => conditionKinds.of(kind)),
  conditionCompilers.of(membershipCompiler),
  communityFacts,
  membershipFacts,
  communityLookup,
  conditionPlaces.of(placesOfDoors),
  tagNamers.of((ctx, tag) => doorsNaming(ctx, { what: 'tag', key: tag.name })),
  fieldNamers.of((ctx, key) => doorsNaming(ctx, { what: 'attribute', key })),
]
