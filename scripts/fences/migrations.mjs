import { execFileSync } from 'node:child_process'
import { splitStatements, tableParts } from './sql-statements.mjs'

const place = /^(?:(?:modules|channels)\/[^/]+\/server|packages\/[^/]+)\/migrations\/(.+)$/
const refusals = [
  [/\bcreate\s+(?:or\s+replace\s+)?(?:constraint\s+)?trigger\b/, 'triggers hide work and do not run on a distributed PostgreSQL'],
  [/\bmerge\s+into\b/, 'MERGE does not run on a distributed PostgreSQL: insert … on conflict'],
  [
    /\b(?:now|clock_timestamp|gen_random_uuid|random)\s*\(\s*\)|\bcurrent_(?:timestamp|date|time)\b/,
    'time and chance are parameters, never the database’s',
  ],
  [/\bselect\s+\*/, 'select * changes its meaning with the table: name the columns'],
  [/\b(?:small|big)?serial\b/, 'serial: write bigint generated always as identity'],
  [/\btimestamp\b(?!\s*(?:with\s+time|tz))/, 'timestamp without zone: write timestamptz'],
  [/\b(?:create\s+policy|enable\s+row\s+level)\b/, 'row-level security is switched on by the migration runner'],
]

/** Storage rules read off the migrations' text: keys start with workspace_id or the table says "global: …"; files are numbered and frozen. */
export const migrationsFence = {
  name: 'migrations',
  check(repository) {
    const paths = repository.matching(place)
    const files = paths.map((path) => ({ path, statements: splitStatements(repository.read(path)) }))
    const global = new Set(files.flatMap(({ statements }) => statements.flatMap(globalTable)))
    return [
      ...numbering(paths),
      ...frozen(repository, paths),
      ...files.flatMap(({ path, statements }) =>
        statements.flatMap((statement) => faults(statement, global).map((fault) => `${path}: ${fault}`)),
      ),
    ]
  },
}

function globalTable({ text, words }) {
  const found = /^comment on table (\w+) is\b/.exec(words)
  return found && /is\s+'global:\s*\S/.test(text) ? [found[1]] : []
}

function faults({ words }, global) {
  const refused = refusals.filter(([pattern]) => pattern.test(words)).map(([, message]) => message)
  const index = /^create unique index (?:concurrently )?(?:if not exists )?(\w+) on (\w+)(?: using \w+)? \( ?(\w+)/.exec(words)
  const keyless =
    index && !global.has(index[2]) && index[3] !== 'workspace_id' ? [`unique index ${index[1]} does not start with workspace_id`] : []
  return [...refused, ...keyless, ...tableFaults(words, global)]
}

function tableFaults(words, global) {
  const table = tableParts(words)
  if (!table || global.has(table.name)) return []
  const { name, columns, constraints } = table
  const scope = columns.find((column) => column.startsWith('workspace_id '))
  if (!scope) return [`table ${name} has no workspace_id and no comment 'global: …'`]
  const local = (part) => !global.has(/\breferences (\w+)/.exec(part)?.[1])
  const keys = constraints
    .map((constraint) => ({ constraint, key: /\b(primary key|unique|foreign key)\b[^(]*\( ?(\w+)/.exec(constraint) }))
    .filter(({ constraint, key }) => key && key[2] !== 'workspace_id' && local(constraint))
    .map(({ key }) => `table ${name}: ${key[1]} (${key[2]}, …) does not start with workspace_id`)
  const inline = columns
    .filter((column) => /\b(?:primary key|unique)\b/.test(column) || (/\breferences\b/.test(column) && local(column)))
    .map((column) => `table ${name}: the key of column ${column.split(' ')[0]} does not start with workspace_id`)
  return [
    ...(/^workspace_id bigint not null\b/.test(scope) ? [] : [`table ${name}: write "workspace_id bigint not null"`]),
    ...(constraints.some((constraint) => constraint.includes('primary key')) ? [] : [`table ${name}: no primary key (workspace_id, …)`]),
    ...keys,
    ...inline,
  ]
}

function numbering(paths) {
  const folders = new Map()
  for (const path of paths) folders.set(folderOf(path), [...(folders.get(folderOf(path)) ?? []), path])
  return [...folders.values()].flatMap((group) =>
    group
      .map((path, at) => ({ path, name: place.exec(path)[1], wanted: String(at + 1).padStart(4, '0') }))
      .filter(({ name, wanted }) => !new RegExp(`^${wanted}-[a-z0-9]+(?:-[a-z0-9]+)*\\.sql$`).test(name))
      .map(({ path, wanted }) => `${path}: the next file of this folder is ${wanted}-what-it-does.sql`),
  )
}
const folderOf = (path) => path.slice(0, path.lastIndexOf('/'))

// A released migration has run on somebody's data: it never changes again.
function frozen({ root, read, has }, paths) {
  const git = (...args) => {
    try {
      return execFileSync('git', args, { cwd: root, stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 64 << 20 }).toString()
    } catch {
      return ''
    }
  }
  if (root === '/nowhere' || paths.length === 0) return []
  const release = git('describe', '--tags', '--abbrev=0', '--match', 'v*').trim()
  if (!release) return []
  const released = git('ls-tree', '-r', '--name-only', release)
    .split('\n')
    .filter((path) => place.test(path))
  return released
    .filter((path) => !has(path) || read(path) !== git('show', `${release}:${path}`))
    .map((path) => `${path}: released in ${release} and frozen; write a new migration`)
}
