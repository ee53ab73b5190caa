import { dirname, join } from 'node:path/posix'
import { withoutComments } from './repository.mjs'

/** Verbs that write nothing a colleague would ask about, and why. The list only shrinks. */
const unrecorded = new Map([
  ['checkPlaybook', 'a question whose input is too long for a GET'],
  ['formatText', 'a question'],
  ['previewPlaybook', 'a question'],
  ['simulatePlaybook', 'a question'],
  ['markRead', 'how far one person has read'],
  ['readNotices', 'how far one person has read'],
  ['reactToMessage', 'speech, kept with the message'],
  ['take', 'a picture keeps who sent it'],
])

/** Every change made by a person leaves an audit row: the verb behind a writing route of staff, or what it calls in its module, calls audit(). */
export const auditTrailFence = {
  name: 'audit trail',
  check(repository) {
    const served = repository.sources
      .filter((path) => /^modules\/[^/]+\/server\//.test(path) && !path.includes('.test.'))
      .flatMap((path) => endpointsOf(repository, path))
    const writes = new Map(
      repository.children('modules').flatMap((name) => [...writingRoutes(repository, name)].map((route) => [`${name}/${route}`, true])),
    )
    const used = new Set(served.map(({ verb }) => verb))
    return [
      ...served
        .filter(({ module, route, verb }) => writes.has(`${module}/${route}`) && !unrecorded.has(verb))
        .filter(({ path, verb }) => !recorded(repository, homeOf(repository, path, verb)))
        .map(
          ({ path, verb }) =>
            `${path}: ${verb} writes and leaves no audit row; call audit(ctx, { verb, target, before, after }) in its transaction`,
        ),
      ...[...unrecorded.keys()].filter((verb) => !used.has(verb)).map((verb) => `scripts/fences/audit-trail.mjs: ${verb} no longer exists`),
    ]
  },
}

function endpointsOf({ read }, path) {
  const text = withoutComments(read(path))
  return [...text.matchAll(/\b(?:endpoint|rawEndpoint)\(\s*(?:\w+\.)?(\w+),\s*(?:\w+\.)?(\w+)/g)].map(([, route, verb]) => ({
    module: path.split('/')[1],
    path,
    route,
    verb,
  }))
}

/** Names of the module's routes that are not GET and ask for a right. */
function writingRoutes({ sources, read }, name) {
  const contracts = sources.filter((path) => path.startsWith(`modules/${name}/contract/`) && !path.includes('.test.'))
  return contracts.flatMap((path) => {
    const text = withoutComments(read(path))
    return [...text.matchAll(/\bexport const (\w+) = route\(\{([\s\S]*?)\n\}\)/g)]
      .filter(([, , body]) => /\bmethod: '(?:POST|PUT|PATCH|DELETE)'/.test(body) && /\baccess: (?:\{ right|\w+Right|right)/.test(body))
      .map(([, route]) => route)
  })
}

const importsOf = (text) =>
  [...text.matchAll(/\bimport (?!type)([^'"]*?) from '([^']+)'/g)].map(([, names, to]) => ({ names: names.match(/\w+/g) ?? [], to }))

/** The file a verb comes from: the one imported under its name, otherwise the file itself. */
function homeOf({ read }, path, verb) {
  const found = importsOf(read(path)).find(({ names, to }) => to.startsWith('.') && names.includes(verb))
  return found ? join(dirname(path), found.to) : path
}

/** A verb may leave the row to a verb it calls: in its own module, or through the door of a lower one. */
function recorded(repository, path, seen = new Set()) {
  if (seen.has(path) || !repository.has(path) || !path.includes('/server/')) return false
  seen.add(path)
  const text = withoutComments(repository.read(path))
  if (/\baudit\(/.test(text)) return true
  return importsOf(text).some(({ names, to }) => behind(repository, path, names, to).some((file) => recorded(repository, file, seen)))
}

function behind({ has, read }, path, names, to) {
  if (to.startsWith('.')) return [join(dirname(path), to)]
  const door = `modules/${/^@grove\/([^/]+)\/server$/.exec(to)?.[1]}/server/index.ts`
  if (!has(door)) return []
  return [...read(door).matchAll(/\bexport (?!type)\{?([^}]*?)\}? from '(\.[^']+)'/g)]
    .filter(([, exported]) => names.some((name) => new RegExp(`\\b${name}\\b`).test(exported)))
    .map(([, , file]) => join(dirname(door), file))
}
