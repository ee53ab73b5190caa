import sql, { type Sql } from 'sql-template-tag'

/**
 * Condition on alias `s` that bounds an update by its lowest and highest number. A batch is neighbours, so this keeps the scan as small as the batch
 * even where the planner's statistics lag behind a fan-out and it would read all sends of the workspace.
 */
export function within(rows: readonly { readonly id: number }[]): Sql {
  const ids = rows.map((row) => row.id)
  return sql`s.id between ${Math.min(...ids)} and ${Math.max(...ids)}`
}
