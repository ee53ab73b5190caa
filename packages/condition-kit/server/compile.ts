import type { Ctx } from '@grove/kernel/server'
import sql, { join, type Sql } from 'sql-template-tag'
import { type Condition, type Question, questionsOf, shapeOf } from '../contract/index.ts'
import type { CompileScope, ConditionCompiler, Predicate, Span } from './condition-compiler.ts'
import { conditionCompilers } from './points.ts'

/** Makes SQL of conditions whose questions it was prepared for. */
export interface Compiled {
  /** Predicate over alias `m`; never null, so it may be negated. True exactly when `evaluate` over loaded facts is. */
  where(condition: Condition): Sql
  /** `select id …` of members whose answer may have turned by time alone; null when time changes nothing. */
  turned(condition: Condition, span: Span): Sql | null
}

const NEVER: Predicate = { sql: sql`false`, total: true }

/** Prepares the SQL of any number of conditions: at most one statement for each kind that needs to look something up. */
export async function prepareConditions(ctx: Ctx, conditions: readonly Condition[], now: Date = ctx.clock.now()): Promise<Compiled> {
  const compilers = new Map(ctx.app.registry.all(conditionCompilers).map((one) => [one.kind, one]))
  const scope: CompileScope = { workspaceId: ctx.workspaceId, now, zone: ctx.zone }
  const found = await prepared(ctx, compilers, conditions.flatMap(questionsOf))
  const leaf = (question: Question) =>
    compilers.get(question.kind)?.compile(question as never, scope, found.get(question.kind) as never) ?? NEVER
  const turned = (question: Question, span: Span) =>
    compilers.get(question.kind)?.turned?.(question as never, scope, span, found.get(question.kind) as never) ?? null
  return {
    where: (condition) => predicate(condition, leaf, true),
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

/** Joins turned by De Morgan on the way down, so that only questions are ever negated and the planner sees its anti-joins. */
function predicate(condition: Condition, leaf: (question: Question) => Predicate, asked: boolean): Sql {
  const shape = shapeOf(condition)
  if (shape.join === null) {
    const made = leaf(shape.question)
    if (made.total) return asked ? sql`(${made.sql})` : sql`not (${made.sql})`
    return asked ? sql`(${made.sql})` : sql`(${made.sql}) is not true`
  }
  if (shape.join === 'not')
    return join(
      shape.parts.map(([, part]) => predicate(part, leaf, !asked)),
      ' and ',
      '(',
      ')',
    )
  const word = (shape.join === 'all') === asked ? ' and ' : ' or '
  return join(
    shape.parts.map(([, part]) => predicate(part, leaf, asked)),
    word,
    '(',
    ')',
  )
}
