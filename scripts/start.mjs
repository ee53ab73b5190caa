import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

// npm start: whatever is missing is installed and built first; afterwards the server runs in this very process.
const root = join(dirname(fileURLToPath(import.meta.url)), '..')
process.chdir(root)

refuseOldNode()
if (!isInstalled()) run('Installing what Grove needs (once)…', process.platform === 'win32' ? 'npm.cmd' : 'npm', ['ci', '--include=dev'])
const { isFresh, targets } = await import('./build/targets.mjs')
const digests = new Map()
const product = targets.filter(({ onDemand }) => !onDemand)
if (product.some((target) => !isFresh(root, target, digests)))
  run('Building Grove (once)…', process.execPath, ['scripts/build.mjs', ...product.map(({ name }) => name)])
process.env.NODE_ENV ??= 'production'
await import('../apps/server/dist/main.js')

function refuseOldNode() {
  const wanted = JSON.parse(readFileSync('package.json', 'utf8')).engines.node
  const least = /(\d+)\.(\d+)/.exec(wanted).slice(1).map(Number)
  const here = process.versions.node.split('.').map(Number)
  if (here[0] > least[0] || (here[0] === least[0] && here[1] >= least[1])) return
  console.error(
    `Grove needs Node ${wanted}; this is Node ${process.versions.node}. Install a newer one from https://nodejs.org and start again.`,
  )
  process.exit(1)
}

// npm keeps what it installed in node_modules/.package-lock.json: the two lists agree, or something changed since.
function isInstalled() {
  if (!existsSync('node_modules/.package-lock.json')) return false
  const asked = JSON.parse(readFileSync('package-lock.json', 'utf8')).packages
  const there = JSON.parse(readFileSync('node_modules/.package-lock.json', 'utf8')).packages
  return Object.keys(asked)
    .filter((path) => path.startsWith('node_modules/') && !asked[path].optional)
    .every((path) => there[path] && there[path].version === asked[path].version)
}

function run(what, command, words) {
  console.log(what)
  const { status, error } = spawnSync(command, words, { stdio: 'inherit', shell: process.platform === 'win32' })
  if (status === 0) return
  console.error(`\n“${[command, ...words].join(' ')}” did not work${error ? `: ${error.message}` : ''}. Grove was not started.`)
  process.exit(1)
}
