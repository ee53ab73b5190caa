import type { Ctx } from '@grove/kernel/server'
import sql, { join, type Sql } from 'sql-template-tag'
import { type Condition, type Question, questionsOf } from '../contract/index.ts'
import type { CompileScope, ConditionCompiler, Predicate, Span } from './condition-compiler.ts'
import { fewOf, membersWhere } from './few.ts'
import { conditionCompilers } from './points.ts'
import { type Leaves, predicateOf } from './predicate.ts'

/** Makes SQL of conditions whose questions it was prepared for. */
export interface Compiled {
  /** Predicate over alias `m`; never null, so it may be negated. True exactly when `evaluate` over loaded facts is. */
  where(condition: Condition): Sql
  /** `select id …` of members whose answer may have turned by time alone; null when time changes nothing. */
  turned(condition: Condition, span: Span): Sql | null
}

const NEVER: Predicate = { sql: sql`false`, total: true }
const NONE: ReadonlySet<Condition> = new Set()

/** From here on, looking for the members costs more than it saves not to count the rows of the others: measured at a million members. */
const FEW = 0.2

/** The same for a statement about everybody: what the planner expects of the clauses is asked first, so that rows are counted of few where they are. */
export const prepareForAll = (ctx: Ctx, conditions: readonly Condition[], now?: Date): Promise<Compiled> =>
  prepareConditions(ctx, conditions, now, FEW)

/**
 * Prepares the SQL of any number of conditions: at most one statement for each kind that needs to look something up.
 * `share`: where clauses beside one that counts rows (events) leave at most this share of the members, rows are counted of those members alone.
 */
export async function prepareConditions(
  ctx: Ctx,
  conditions: readonly Condition[],
  now: Date = ctx.clock.now(),
  share = 0,
): Promise<Compiled> {
  const compilers = new Map(ctx.app.registry.all(conditionCompilers).map((one) => [one.kind, one]))
  const scope: CompileScope = { workspaceId: ctx.workspaceId, now, zone: ctx.zone }
  const found = await prepared(ctx, compilers, conditions.flatMap(questionsOf))
  const leaves: Leaves = {
    groups: ({ kind }) => compilers.get(kind)?.groups === true,
    sql: (question, given) => {
      const among = given.length === 0 ? {} : { among: membersWhere(scope.workspaceId, given) }
      return compilers.get(question.kind)?.compile(question as never, { ...scope, ...among }, found.get(question.kind) as never) ?? NEVER
    },
  }
  const few = share > 0 ? await fewOf(ctx, conditions, leaves, share) : NONE
  const turned = (question: Question, span: Span) =>
    compilers.get(question.kind)?.turned?.(question as never, scope, span, found.get(question.kind) as never) ?? null
  return {
    where: (condition) => predicateOf(condition, leaves, few),
    turned: (condition, span) => {
      const parts = questionsOf(condition).flatMap((question) => turned(question, span) ?? [])
      return parts.length === 0 ? null : join(parts, ' union ')
    },
  }
}

async function prepared(
  ctx: Ctx,
  compilers: ReadonlyMap<string, ConditionCompiler>,
  questions: readonly Question[],
): Promise<ReadonlyMap<string, unknown>> {
  const found = new Map<string, unknown>()
  for (const kind of new Set(questions.map((question) => question.kind))) {
    const own = questions.filter((question) => question.kind === kind)
    const answer: unknown = await compilers.get(kind)?.prepare?.(ctx, own as never)
    found.set(kind, answer)
  }
  return found
}
