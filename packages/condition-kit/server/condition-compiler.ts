import type { Ctx } from '@grove/kernel/server'
import type { Sql } from 'sql-template-tag'
import type { z } from 'zod'
import type { ConditionKind } from '../contract/index.ts'

/** For whom and when the SQL is made; the statement's alias `m` is a row of `member` of this workspace. */
export interface CompileScope {
  readonly workspaceId: number
  readonly now: Date
  readonly zone: string
  /**
   * A `select` of the only members whose answer is looked at, where they are few: what `groups` counts for them alone. What it says of others does
   * not matter.
   */
  readonly among?: Sql
}

/** A stretch of time that passed: from (exclusive) to (inclusive). */
export interface Span {
  readonly from: Date
  readonly to: Date
}

export interface Predicate {
  readonly sql: Sql
  /** True when the SQL can never be null (`exists`, `= any`, over columns that are never null): it is then negated as it stands. */
  readonly total: boolean
}

/** The SQL half of a condition kind. `found` is what `prepare` answered for all questions of the kind in the statement. */
interface Halves<P, F> {
  readonly kind: string
  /** What the SQL needs to know first (numbers of names, types of fields): one statement for all questions, never one for each. */
  readonly prepare?: (ctx: Ctx, questions: readonly P[]) => Promise<F>
  /** Same answer as the pure `evaluate` over the loaded facts, for every member `m`. */
  readonly compile: (params: P, scope: CompileScope, found: F) => Predicate
  /** The SQL counts rows of everybody before it asks about `m`; told `among`, of those members only. */
  readonly groups?: boolean
  /** `select … as id`: members whose answer may have turned because time passed, nothing else; absent or null when time changes nothing. */
  readonly turned?: (params: P, scope: CompileScope, span: Span, found: F) => Sql | null
}
export type ConditionCompiler = Halves<never, never>

/** The SQL half of `kind`, its parameters typed by it. */
export function compilerOf<P extends z.ZodObject, F = undefined>(
  kind: ConditionKind<string, P>,
  halves: Omit<Halves<z.output<P>, F>, 'kind'>,
): ConditionCompiler {
  return { kind: kind.kind, ...halves } as unknown as ConditionCompiler
}

/** Null never comes out of it: `exists`, `in` over columns that are never null. */
export const total = (sql: Sql): Predicate => ({ sql, total: true })
/** Null (of an empty column) counts as false. */
export const nullable = (sql: Sql): Predicate => ({ sql, total: false })
