import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { bundleServer } from './build/bundle-server.mjs'
import { isFresh, markOf, sourceHash, targets } from './build/targets.mjs'

const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '')
const wanted = process.argv.slice(2).filter((word) => !word.startsWith('-'))
const force = process.argv.includes('--force')

for (const target of targets.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  if (!force && isFresh(root, target)) continue
  try {
    const since = performance.now()
    await make(target)
    console.log(`built ${target.name} in ${((performance.now() - since) / 1000).toFixed(1)} s`)
  } catch (error) {
    console.error(`${target.name} could not be built.\n${error.message}`)
    process.exit(1)
  }
}

/** Built beside and swapped in at the end: a running server or a broken build never meets half a folder. */
async function make(target) {
  const hash = sourceHash(root, target)
  const folder = join(root, target.folder)
  const finalDir = join(folder, 'dist')
  const outDir = join(folder, 'dist.next')
  const oldDir = join(folder, 'dist.old')
  if (target.name === 'server') await bundleServer({ folder, outDir, finalDir })
  else await build({ root: folder, logLevel: 'error', build: { outDir, emptyOutDir: true } })
  rmSync(oldDir, { recursive: true, force: true })
  if (existsSync(finalDir)) renameSync(finalDir, oldDir)
  renameSync(outDir, finalDir)
  writeFileSync(markOf(root, target), hash)
  rmSync(oldDir, { recursive: true, force: true })
}
