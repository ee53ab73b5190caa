import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { bundleServer } from './bundle-server.mjs'
import { isFresh, markOf, sourceHash } from './targets.mjs'

function house(files) {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'grove-build-')))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(root, dirname(path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return root
}

describe('the server bundle', () => {
  it('is one file in which every source still knows where it stands', async () => {
    const root = house({
      'apps/server/main.ts':
        "import { place, folder } from '../../modules/tag/server/index.ts'\nconsole.log(JSON.stringify([place, folder]))",
      'modules/tag/server/index.ts':
        "export const place: string = new URL('./migrations/', import.meta.url).href\nexport const folder = import.meta.dirname",
    })
    const folder = join(root, 'apps/server')
    await bundleServer({ folder, outDir: join(folder, 'dist.next'), finalDir: join(folder, 'dist') })
    const printed = JSON.parse(execFileSync(process.execPath, [join(folder, 'dist.next/main.js')]).toString())
    expect(printed).toEqual([`${pathToFileURL(join(root, 'modules/tag/server/migrations'))}/`, join(root, 'modules/tag/server')])
    rmSync(root, { recursive: true })
  }, 60_000)

  it('has the threads it starts beside it', async () => {
    const root = house({
      'apps/server/main.ts': "import '../../modules/tag/server/index.ts'",
      'modules/tag/server/index.ts':
        "import { Worker } from 'node:worker_threads'\nnew Worker(new URL('./count-thread.ts', import.meta.url)).on('message', (n: number) => console.log(n))",
      'modules/tag/server/count-thread.ts':
        "import { parentPort } from 'node:worker_threads'\nimport { seven } from './seven.ts'\nparentPort?.postMessage(seven)",
      'modules/tag/server/seven.ts': 'export const seven: number = 7',
    })
    const folder = join(root, 'apps/server')
    await bundleServer({ folder, outDir: join(folder, 'dist.next'), finalDir: join(folder, 'dist') })
    expect(execFileSync(process.execPath, [join(folder, 'dist.next/main.js')]).toString()).toBe('7\n')
    rmSync(root, { recursive: true })
  }, 60_000)
})

describe('what is fresh', () => {
  const target = { name: 'server', folder: 'apps/server', proof: 'main.js', sources: ['apps/server', 'modules'], without: /\/console\// }
  const files = {
    'package.json': '{}',
    'package-lock.json': '{}',
    'tsconfig.json': '{}',
    'tsconfig.base.json': '{}',
    'apps/server/main.ts': 'a',
  }

  it('changes with the sources, and only with those it is made of', () => {
    const root = house(files)
    const put = (path, text) => {
      mkdirSync(join(root, dirname(path)), { recursive: true })
      writeFileSync(join(root, path), text)
      return sourceHash(root, target)
    }
    const first = sourceHash(root, target)
    expect(put('modules/tag/console/index.tsx', 'x')).toBe(first)
    expect(put('modules/tag/server/index.test.ts', 'x')).toBe(first)
    expect(put('apps/server/dist/main.js', 'x')).toBe(first)
    expect(put('apps/server/node_modules/x.js', 'x')).toBe(first)
    expect(put('apps/server/main.ts', 'b')).not.toBe(first)
    expect(put('apps/server/main.ts', 'a')).toBe(first)
    expect(put('package-lock.json', '{ }')).not.toBe(first)
    rmSync(root, { recursive: true })
  })

  it('needs the mark of a finished build', () => {
    const root = house({ ...files, 'apps/server/dist/main.js': '' })
    expect(isFresh(root, target)).toBe(false)
    writeFileSync(markOf(root, target), 'older')
    expect(isFresh(root, target)).toBe(false)
    writeFileSync(markOf(root, target), sourceHash(root, target))
    expect(isFresh(root, target)).toBe(true)
    rmSync(root, { recursive: true })
  })
})
