import { type CompileScope, compilerOf, nullable, total } from '@grove/condition-kit/server'
import type { Ctx } from '@grove/kernel/server'
import sql, { join, type Sql } from 'sql-template-tag'
import { stageCondition, tagCondition, tagsCondition } from '../contract/index.ts'
import { tagNumbers } from './tag/store.ts'

type Found = ReadonlyMap<string, number>

export const stageCompiler = compilerOf(stageCondition, {
  compile: ({ is, atLeast, atMost }) => {
    const tests = [
      ...(is === undefined ? [] : [sql`m.stage = ${is}`]),
      ...(atLeast === undefined ? [] : [sql`m.stage >= ${atLeast}`]),
      ...(atMost === undefined ? [] : [sql`m.stage <= ${atMost}`]),
    ]
    return total(tests.length ? join(tests, ' and ') : sql`true`)
  },
})

export const tagCompiler = compilerOf(tagCondition, {
  prepare: (ctx: Ctx, asked): Promise<Found> =>
    tagNumbers(
      ctx,
      asked.map((one) => one.tag),
    ),
  compile: ({ tag }, scope, found) => total(hasAny([tag], scope, found)),
})

export const tagsCompiler = compilerOf(tagsCondition, {
  prepare: (ctx: Ctx, asked): Promise<Found> =>
    tagNumbers(
      ctx,
      asked.flatMap((one) => [...(one.any ?? []), ...(one.all ?? []), ...(one.none ?? [])]),
    ),
  compile: ({ any, all, none }, scope, found) => {
    const tests = [
      ...(any ? [hasAny(any, scope, found)] : []),
      ...(all ?? []).map((tag) => hasAny([tag], scope, found)),
      ...(none ? [sql`not ${hasAny(none, scope, found)}`] : []),
    ]
    return tests.length ? total(join(tests, ' and ')) : nullable(sql`true`)
  },
})

/** Numbers stand in the statement, so that the planner knows how common a tag is. */
function hasAny(tags: readonly string[], scope: CompileScope, found: Found): Sql {
  const numbers = [...new Set(tags)].flatMap((tag) => found.get(tag) ?? [])
  if (numbers.length === 0) return sql`false`
  const which = numbers.length === 1 ? sql`mt.tag_id = ${numbers[0]}` : sql`mt.tag_id = any(${numbers}::bigint[])`
  return sql`exists (select 1 from member_tag mt where mt.workspace_id = ${scope.workspaceId} and ${which} and mt.member_id = m.id)`
}
