import { lineAt } from './repository.mjs'
import { splitStatements, tableParts } from './sql-statements.mjs'

/** By name, by a condition built elsewhere (`where ${matching(ctx, filter)} …`), or said to reach across: claim loops look for work everywhere. */
const named = /workspace_id|workspaceId|\bwhere\s+\$\{|of all workspaces/

/**
 * Every statement on a table of workspaces names the workspace: without it the statement reads all of them where row-level security is off
 * (claim loops, commands), and runs on no distributed PostgreSQL.
 */
export const workspaceScopeFence = {
  name: 'workspace scope',
  check(repository) {
    const scoped = scopedTables(repository)
    return repository.sources
      .filter(
        (path) =>
          /^(?:modules\/[^/]+\/server|packages|channels|apps\/server|apps\/cli)\//.test(path) &&
          !/\.test\.|\/(?:testing|fixture)\/|^packages\/testkit\//.test(path),
      )
      .flatMap((path) => {
        const text = repository.read(path)
        return sqlTexts(text)
          .filter(({ sql }) => /^\s*(?:select|insert|update|delete|with)\b/i.test(sql) && !named.test(sql))
          .flatMap(({ sql, index }) =>
            tablesOf(sql)
              .filter((table) => scoped.has(table))
              .slice(0, 1)
              .map((table) => ({ table, index })),
          )
          .map(
            ({ table, index }) =>
              `${path}:${lineAt(text, index)}: a statement on ${table} without workspace_id (one that must look everywhere says /* of all workspaces */)`,
          )
      })
  },
}

function scopedTables({ matching, read }) {
  const tables = matching(/\/migrations\/[^/]+\.sql$/)
    .flatMap((path) => splitStatements(read(path)))
    .map(({ words }) => tableParts(words))
    .filter((table) => table?.columns.some((column) => column.startsWith('workspace_id ')))
  return new Set(tables.map(({ name }) => name))
}

const tablesOf = (sql) => [...sql.matchAll(/\b(?:from|join|into|update)\s+(?:only\s+)?(\w+)/gi)].map(([, name]) => name.toLowerCase())

/** The outermost sql`…` templates of a source, with everything put into them. */
export function sqlTexts(source) {
  const found = []
  const opening = /\bsql`/g
  for (let match = opening.exec(source); match; match = opening.exec(source)) {
    const end = endOfTemplate(source, opening.lastIndex)
    found.push({ sql: source.slice(opening.lastIndex, end), index: match.index })
    opening.lastIndex = end
  }
  return found
}

// Inside a template only the back-tick and the opening of an expression mean something; inside an expression templates may nest.
function endOfTemplate(source, start) {
  for (let at = start; at < source.length; at += 1) {
    if (source[at] === '\\') at += 1
    else if (source[at] === '`') return at
    else if (source.startsWith('${', at)) at = endOfExpression(source, at + 2)
  }
  return source.length
}

function endOfExpression(source, start) {
  let depth = 1
  for (let at = start; at < source.length; at += 1) {
    if (source[at] === '`') at = endOfTemplate(source, at + 1)
    else if (source[at] === '{') depth += 1
    else if (source[at] === '}') depth -= 1
    if (depth === 0) return at
  }
  return source.length
}
