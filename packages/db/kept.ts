import type { Sql } from 'sql-template-tag'

const marked = new WeakSet<Sql>()

/**
 * Lets the server keep the plan of this statement on each connection, once it finds that one for any values does as well. For small statements
 * of a constant text that run all the time: planning is most of what they cost. Not for what asks by the size of a workspace, or is built.
 */
export function kept(statement: Sql): Sql {
  marked.add(statement)
  return statement
}

export const isKept = (statement: Sql): boolean => marked.has(statement)
