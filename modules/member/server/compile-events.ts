import { dayOf, startOfDay } from '@grove/calendar'
import { periodMs } from '@grove/condition-kit/contract'
import { type CompileScope, compilerOf, type Predicate, type Span, total } from '@grove/condition-kit/server'
import sql, { type Sql } from 'sql-template-tag'
import { type EventsAsked, eventsCondition } from '../contract/index.ts'
import { propertyTests, sinceOf } from './event-count.ts'

export const eventsCompiler = compilerOf(eventsCondition, {
  groups: true,
  compile: (asked, scope) => {
    if (asked.here || asked.within === 'run') return total(sql`false`)
    const least = asked.atLeast ?? 0
    const most = asked.atMost ?? Infinity
    if (least > most) return total(sql`false`)
    if (least > 0) return counted(asked, scope, having(least, most))
    if (most === Infinity) return total(sql`true`)
    return total(sql`not (${counted(asked, scope, having(most + 1, Infinity)).sql})`)
  },
  turned: (asked, scope, span) => (asked.within === 'ever' || asked.within === 'run' || asked.here ? null : fallenOut(asked, scope, span)),
})

/**
 * Grouped below and joined above: one pass over the kind's index, of whose rows those of few members alone are grouped where only they matter.
 */
function counted(asked: EventsAsked, scope: CompileScope, bounds: Sql | null): Predicate {
  const rows = sql`event e where e.workspace_id = ${scope.workspaceId} and e.kind = ${asked.event}
    and e.at >= ${sinceOf(asked.within, scope.now, scope.zone, null)}${propertyTests(asked.where)}`
  if (!bounds) return total(sql`exists (select 1 from ${rows} and e.member_id = m.id)`)
  const whose = scope.among ? sql`e.member_id in (${scope.among})` : sql`e.member_id is not null`
  return total(sql`exists (select 1 from (select e.member_id from ${rows} and ${whose}
    group by e.member_id having ${bounds}) h where h.member_id = m.id)`)
}

/** Null: one is enough, nothing has to be counted. */
function having(least: number, most: number): Sql | null {
  if (least === 1 && most === Infinity) return null
  if (most === Infinity) return sql`count(*) >= ${least}`
  return sql`count(*) between ${least} and ${most}`
}

/** Members with an event that was within the period at the beginning of the span and no longer is. */
function fallenOut(asked: EventsAsked, scope: CompileScope, span: Span): Sql | null {
  const [from, to] = asked.within === 'today' ? midnights(scope, span) : shifted(span, periodMs(asked.within))
  if (from.getTime() === to.getTime()) return null
  return sql`select e.member_id as id from event e where e.workspace_id = ${scope.workspaceId} and e.kind = ${asked.event}
    and e.at >= ${from} and e.at < ${to} and e.member_id is not null`
}

function midnights({ zone }: CompileScope, { from, to }: Span): readonly [Date, Date] {
  const midnight = (moment: Date) => new Date(startOfDay(dayOf(moment.getTime(), zone), zone))
  return [midnight(from), midnight(to)]
}

function shifted({ from, to }: Span, ms: number): readonly [Date, Date] {
  return [new Date(from.getTime() - ms), new Date(to.getTime() - ms)]
}
