import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const mark = 'source-hash'
const idle = /\.test\.tsx?$|(?:^|\/)(?:node_modules|dist(?:\.next|\.old)?|fixtures|testing|migrations)(?:\/|$)|\.md$/
const shared = ['package.json', 'package-lock.json', 'tsconfig.base.json', 'tsconfig.json', 'scripts/build']
const screens = /^modules\/[^/]+\/server\/|^packages\/(?:db|event-log|jobs|embedded-pg|testkit)\/|^packages\/kernel\/(?:server|http)\//

/** What is built, from which sources, and where it lands. */
export const targets = [
  {
    name: 'server',
    folder: 'apps/server',
    proof: 'main.js',
    sources: ['apps/server', 'channels', 'modules', 'packages'],
    without: /^modules\/[^/]+\/(?:console|h5)\/|^packages\/(?:ui|ui-h5|client|testkit)\//,
  },
  {
    name: 'console',
    folder: 'apps/console',
    proof: 'index.html',
    sources: ['apps/console', 'modules', 'packages'],
    without: new RegExp(`${screens.source}|^modules/[^/]+/h5/|^packages/ui-h5/`),
  },
  {
    name: 'h5',
    folder: 'apps/h5',
    proof: 'index.html',
    sources: ['apps/h5', 'modules', 'packages'],
    without: new RegExp(`${screens.source}|^modules/[^/]+/console/|^packages/ui/`),
  },
  {
    name: 'wecom-sim',
    folder: 'apps/wecom-sim',
    proof: 'index.html',
    sources: ['apps/wecom-sim', 'packages'],
    without: new RegExp(`${screens.source}|^apps/wecom-sim/(?!page/|locales/|index[.]html|vite[.]config)|^packages/(?:ui|wecom-api)/`),
    // No part of the product: npm run sim builds it.
    onDemand: true,
  },
]

function* walk(root, path) {
  if (idle.test(path)) return
  const entries = existsSync(join(root, path)) ? readdirSync(join(root, path), { withFileTypes: true }) : []
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const inside = `${path}/${entry.name}`
    if (entry.isDirectory()) yield* walk(root, inside)
    else if (entry.isFile() && !idle.test(inside)) yield inside
  }
}

function digestOf(path, digests) {
  if (!digests.has(path)) digests.set(path, createHash('sha256').update(readFileSync(path)).digest('hex'))
  return digests.get(path)
}

/** One figure for everything a target is made of: it is built again only when this changes. `digests` spares targets that share sources a second reading. */
export function sourceHash(root, target, digests = new Map()) {
  const hash = createHash('sha256').update(process.version.split('.')[0])
  const single = shared.filter((path) => path.endsWith('.json'))
  const folders = [...shared.filter((path) => !single.includes(path)), ...target.sources]
  for (const path of [...single, ...folders.flatMap((folder) => [...walk(root, folder)])]) {
    if (target.without.test(path)) continue
    hash.update(`${path}\0${digestOf(join(root, path), digests)}\0`)
  }
  return hash.digest('hex')
}

export const markOf = (root, target) => join(root, target.folder, 'dist', mark)

/** True when the folder holds what today's sources make. */
export function isFresh(root, target, digests) {
  const path = markOf(root, target)
  return (
    existsSync(path) &&
    existsSync(join(root, target.folder, 'dist', target.proof)) &&
    readFileSync(path, 'utf8') === sourceHash(root, target, digests)
  )
}
