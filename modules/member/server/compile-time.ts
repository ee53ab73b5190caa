import type { Facts } from '@grove/condition-kit/contract'
import { periodMs } from '@grove/condition-kit/contract'
import { type CompileScope, compilerOf, factLoaders, nullable, type Span, total } from '@grove/condition-kit/server'
import type { Ctx } from '@grove/kernel/server'
import sql, { join, type Sql } from 'sql-template-tag'
import { activityCondition, type DidNotAsked, didNotCondition, knownCondition, ownerCondition, parseDidNotKey } from '../contract/index.ts'

const back = (moment: Date, period: string) => new Date(moment.getTime() - periodMs(period))
const both = (tests: readonly Sql[]) => total(tests.length ? join(tests, ' and ') : sql`true`)

/** Members whose moment in a column went past one of the periods. */
function passedBy(column: Sql, periods: readonly (string | undefined)[], scope: CompileScope, { from, to }: Span): Sql | null {
  const parts = periods.flatMap((period) =>
    period === undefined
      ? []
      : [
          sql`select m.id from member m where m.workspace_id = ${scope.workspaceId}
            and ${column} >= ${back(from, period)} and ${column} < ${back(to, period)}`,
        ],
  )
  return parts.length ? join(parts, ' union ') : null
}

export const activityCompiler = compilerOf(activityCondition, {
  compile: ({ active, silent }, { now }) =>
    both([
      ...(active === undefined ? [] : [sql`m.last_active_at >= ${back(now, active)} and m.last_active_at > m.created_at`]),
      ...(silent === undefined ? [] : [sql`m.last_active_at < ${back(now, silent)}`]),
    ]),
  turned: ({ active, silent }, scope, span) => passedBy(sql`m.last_active_at`, [active, silent], scope, span),
})

export const knownCompiler = compilerOf(knownCondition, {
  compile: ({ past, older }, { now }) =>
    both([
      ...(past === undefined ? [] : [sql`m.created_at >= ${back(now, past)}`]),
      ...(older === undefined ? [] : [sql`m.created_at < ${back(now, older)}`]),
    ]),
  turned: ({ past, older }, scope, span) => passedBy(sql`m.created_at`, [past, older], scope, span),
})

export const ownerCompiler = compilerOf(ownerCondition, {
  compile: (asked) =>
    nullable(
      join(
        [
          sql`true`,
          ...(asked.in === undefined ? [] : [sql`m.owner_staff_id = any(${asked.in}::bigint[])`]),
          ...(asked.none === undefined ? [] : [sql`(m.owner_staff_id is null) = ${asked.none}`]),
        ],
        ' and ',
      ),
    ),
})

/** Members whose last first is old enough, and what did not follow it. */
function didNot(workspaceId: number, now: Date, asked: DidNotAsked, of: Sql): Sql {
  return sql`select f.member_id from (
      select e.member_id, max(e.at) as at from event e where e.workspace_id = ${workspaceId} and e.kind = ${asked.did}
        and e.at >= ${back(now, asked.past ?? '90d')} and ${of} group by e.member_id) f
    where f.at <= ${back(now, asked.within)}
      and not exists (select 1 from event s where s.workspace_id = ${workspaceId} and s.kind = ${asked.not} and s.member_id = f.member_id
        and s.at >= f.at and s.at <= f.at + ${periodMs(asked.within)} * interval '1 millisecond')`
}

export const didNotCompiler = compilerOf(didNotCondition, {
  groups: true,
  compile: (asked, { workspaceId, now, among }) => {
    const whose = among ? sql`e.member_id in (${among})` : sql`e.member_id is not null`
    return total(sql`exists (select 1 from (${didNot(workspaceId, now, asked, whose)}) h where h.member_id = m.id)`)
  },
  turned: (asked, scope, span) =>
    join(
      [asked.within, asked.past ?? '90d'].map((period) => passed(scope, asked.did, period, span)),
      ' union ',
    ),
})

function passed(scope: CompileScope, kind: string, period: string, { from, to }: Span): Sql {
  return sql`select e.member_id as id from event e where e.workspace_id = ${scope.workspaceId} and e.kind = ${kind}
    and e.at >= ${back(from, period)} and e.at <= ${back(to, period)} and e.member_id is not null`
}

/** `member.did_not:<did>:<not>:<within>:<past>`, one statement for all keys. */
export const didNotFacts = factLoaders.of({
  families: ['member.did_not'],
  load: async (ctx: Ctx, { memberIds, keys, now }) => {
    const parts = keys.map(
      (key, position) =>
        sql`select ${position}::int as position, d.member_id as "memberId" from (${didNot(
          ctx.workspaceId,
          now,
          parseDidNotKey(key),
          sql`e.member_id = any(${memberIds}::bigint[])`,
        )}) d`,
    )
    const rows = await ctx.db.rows<{ position: number; memberId: number }>(join(parts, ' union all '))
    const known = new Map(
      memberIds.map((id): [number, Record<string, boolean>] => [id, Object.fromEntries(keys.map((key) => [key, false]))]),
    )
    for (const { position, memberId } of rows) {
      const own = known.get(memberId)
      const key = keys[position]
      if (own && key) own[key] = true
    }
    return known as ReadonlyMap<number, Facts>
  },
})
