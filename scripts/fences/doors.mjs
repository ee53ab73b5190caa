import { dirname, join } from 'node:path/posix'
import { lineAt, withoutComments } from './repository.mjs'

const doors = /^\.\/(?:contract|domain|server|console|h5|package\.json|locales(?:\/(?:\*|zh\.json|en\.json))?)$/
const specifiers = /(?:\bfrom\s*|\bimport\s*\(?\s*|\bimport\.meta\.resolve\(\s*|\bvi\.mock\(\s*)['"]([^'"]+)['"]/g
const home = (path) => path.split('/').slice(0, 2).join('/')

/** A folder is entered through its package exports: modules open ./contract ./domain ./server ./console ./h5, and nobody climbs over a wall with "../../". */
export const doorsFence = {
  name: 'doors',
  check: (repository) => [...openings(repository), ...climbs(repository), ...moduleCycles(repository)],
}

function openings({ matching, json }) {
  return matching(/^modules\/[^/]+\/package\.json$/).flatMap((path) =>
    Object.keys(json(path).exports ?? {})
      .filter((door) => !doors.test(door))
      .map((door) => `${path}: exports "${door}"; the doors of a module are ./contract ./domain ./server ./console ./h5 and its locales`),
  )
}

function importsOf(repository, file) {
  const text = withoutComments(repository.read(file))
  return [...text.matchAll(specifiers)].map((match) => ({ to: match[1], line: lineAt(text, match.index) }))
}

function climbs(repository) {
  return repository.sources
    .filter((file) => /^(?:apps|channels|modules|packages)\//.test(file))
    .flatMap((file) =>
      importsOf(repository, file)
        .filter(({ to }) => to.startsWith('.') && home(join(dirname(file), to)) !== home(file))
        .map(({ to, line }) => `${file}:${line}: ${to} leaves its own folder; import the package by name and door`),
    )
}

// Two modules of one tier may know each other's contract, never in a ring of servers; tests and their fixtures may stand anywhere.
function moduleCycles(repository) {
  const modules = new Set(repository.children('modules'))
  const edges = new Map([...modules].map((name) => [name, new Set()]))
  for (const file of repository.sources.filter(
    (path) => /^modules\/[^/]+\/server\//.test(path) && !/[.]test[.]|-fixture[.]ts$|[/]fixture[/]/.test(path),
  )) {
    for (const { to } of importsOf(repository, file)) {
      const [, name, door] = /^@grove\/([^/]+)\/(\w+)/.exec(to) ?? []
      if (modules.has(name) && door === 'server') edges.get(file.split('/')[1]).add(name)
    }
  }
  const rings = []
  const walk = (name, trail) => {
    if (trail.includes(name)) return rings.push([...trail.slice(trail.indexOf(name)), name])
    for (const next of edges.get(name)) walk(next, [...trail, name])
    return undefined
  }
  for (const name of modules) walk(name, [])
  const seen = new Map(rings.map((ring) => [[...new Set(ring)].sort().join(), ring]))
  return [...seen.values()].map((ring) => `modules/${ring[0]}: a ring of servers ${ring.join(' → ')}; let one of them read an event`)
}
