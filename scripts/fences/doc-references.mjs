import { dirname, join } from 'node:path/posix'
import { lineAt } from './repository.mjs'

const floors = /^(?:apps|bench|channels|docs|e2e|modules|packages|scripts|\.ci)\//
const placeholder = /[<>*…{}$ ]|NNN|\bX\b|:[a-z]/
/** Documents show how things are added with a module `tag` and a channel `post` that do not exist; what is built is not kept. */
const example = /^(?:modules\/tag|channels\/post)(?:\/|$)|\/dist\//

/** Every path that a document names exists: in backticks from the root of the repository, in links relative to the document. */
export const docReferencesFence = {
  name: 'document references',
  check: (repository) => repository.matching(/\.md$/).flatMap((path) => deadPaths(repository, path)),
}

function deadPaths({ read, has, json }, path) {
  const text = read(path)
  const fence = text.replace(/```[\s\S]*?```/g, (block) => block.replace(/[^\n]/g, ' '))
  const exists = (target) => has(target.replace(/(?::\d+)?(?:#.*)?$/, '').replace(/\/$/, ''))
  const quoted = [...fence.matchAll(/`([^`\n]+)`/g)]
    .filter(([, target]) => floors.test(target) && !placeholder.test(target) && !example.test(target))
    .filter(([, target]) => !exists(target))
  const links = [...fence.matchAll(/\]\(([^)\s]+)\)|<img[^>]+src="([^"]+)"/g)]
    .map((match) => ({ index: match.index, target: match[1] ?? match[2] }))
    .filter(({ target }) => !/^(?:[a-z]+:|#|\/)/.test(target))
    .filter(({ target }) => !exists(join(dirname(path), decodeURI(target))))
  const scripts = new Set(Object.keys(json('package.json').scripts ?? {}))
  const commands = [...fence.matchAll(/\bnpm run ([\w:-]+)/g)].filter(([, name]) => !scripts.has(name))
  return [
    ...quoted.map((match) => `${path}:${lineAt(text, match.index)}: ${match[1]} does not exist`),
    ...links.map(({ index, target }) => `${path}:${lineAt(text, index)}: the link ${target} leads nowhere`),
    ...commands.map((match) => `${path}:${lineAt(text, match.index)}: there is no "${match[0]}"`),
  ]
}
