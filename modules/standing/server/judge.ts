import type { Compiled } from '@grove/condition-kit/server'
import type { Ctx } from '@grove/kernel/server'
import sql, { join, type Sql } from 'sql-template-tag'
import type { Ladder, RuleBook } from '../contract/index.ts'
import { conditionsOf } from '../domain/conditions-of.ts'

const CURRENT: Readonly<Record<Ladder, Sql>> = {
  stage: sql`m.stage`,
  tier: sql`coalesce(s.tier, 1)`,
  group: sql`coalesce(s.customer_group, 1)`,
}

/**
 * `select id, from_step, to_step, rule` of the members who stand elsewhere than the rules say. One pass for all of them: the first rule that
 * holds decides (its place, -1 for `otherwise`). Members with a standing override are left out.
 */
export function movers(ctx: Ctx, ladder: Ladder, book: RuleBook, compiled: Compiled, who: Sql): Sql {
  const cases = conditionsOf(book).map((condition, at) => sql`when ${compiled.where(condition)} then ${at}`)
  const targets = [book.otherwise, ...book.rules.map((one) => one.to)]
  const ruled = cases.length > 0 ? sql`case ${join(cases, ' ')} else -1 end` : sql`-1`
  return sql`
    select t.id, t.from_step, t.to_step, t.rule from (
      select y.id, y.current as from_step, (${targets}::smallint[])[y.rule + 2] as to_step, y.rule from (
        select m.id, ${CURRENT[ladder]}::smallint as current, ${ruled} as rule
        from member m left join standing s on s.workspace_id = ${ctx.workspaceId} and s.member_id = m.id
        where m.workspace_id = ${ctx.workspaceId} and m.kind = 'member' and ${who}
          and not exists (select 1 from standing_override o where o.workspace_id = ${ctx.workspaceId} and o.member_id = m.id
            and o.ladder = ${ladder} and (o.until is null or o.until > ${ctx.clock.now()}))) y) t
    where t.to_step is not null and t.to_step <> t.from_step and ${book.onlyUp ? sql`t.to_step > t.from_step` : sql`true`}`
}
