import { gzipSync } from 'node:zlib'
import { build, type Rolldown } from 'vite'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'

/** What a phone on a slow network must fetch before a page works; house.md §7. */
const limit = 100 * 1024

type Chunk = Rolldown.OutputChunk

async function chunks(): Promise<Chunk[]> {
  const built = await build({
    root: import.meta.dirname,
    configFile: `${import.meta.dirname}/vite.config.ts`,
    logLevel: 'silent',
    build: { write: false },
  })
  const [output] = Array.isArray(built) ? built : [built]
  if (!output || !('output' in output)) throw new Error('vite built nothing')
  return output.output.filter((file): file is Chunk => file.type === 'chunk')
}

/** A chunk with everything it imports at once. */
function closure(all: readonly Chunk[], start: Chunk, seen = new Set<Chunk>()): Set<Chunk> {
  if (seen.has(start)) return seen
  seen.add(start)
  for (const name of start.imports) {
    const next = all.find((chunk) => chunk.fileName === name)
    if (next) closure(all, next, seen)
  }
  return seen
}

const size = (set: Iterable<Chunk>) => [...set].reduce((sum, chunk) => sum + gzipSync(chunk.code).length, 0)

// The runner says "test", which would bundle React's development build.
beforeAll(() => void vi.stubEnv('NODE_ENV', 'production'))
afterAll(() => void vi.unstubAllEnvs())

describe('the first load of a member page', () => {
  test('stays within 100 kB of compressed script, words and all, for every page', async () => {
    const all = await chunks()
    const entry = all.find((chunk) => chunk.isEntry)
    if (!entry) throw new Error('no entry chunk')
    const shell = closure(all, entry)
    const isWords = (chunk: Chunk) => /[/\\]locales[/\\](zh|en)\.json$/.test(chunk.facadeModuleId ?? '')
    const moduleOf = (chunk: Chunk) => /[/\\]modules[/\\]([^/\\]+)/.exec(chunk.facadeModuleId ?? '')?.[1]
    // The shell's words and those of the page's own module; `content` has none of its own pages and is counted everywhere.
    const wordsOf = (page: Chunk) =>
      all.filter(
        (chunk) =>
          isWords(chunk) && chunk.facadeModuleId?.endsWith('zh.json') && [undefined, 'content', moduleOf(page)].includes(moduleOf(chunk)),
      )
    // WeCom's own script is fetched by the sidebar of staff once that page stands; it is none itself.
    const isLibrary = (chunk: Chunk) => /[/\\]node_modules[/\\]/.test(chunk.facadeModuleId ?? '')
    const pages = all.filter((chunk) => chunk.isDynamicEntry && !isWords(chunk) && !isLibrary(chunk))
    const loads = pages.map((page) => ({
      page: page.facadeModuleId,
      bytes: size(new Set([...shell, ...closure(all, page), ...wordsOf(page)])),
    }))
    expect(size(shell)).toBeGreaterThan(10_000)
    expect(loads.length).toBeGreaterThan(20)
    expect(loads.filter((load) => load.bytes > limit)).toEqual([])
  })

  test('has no antd, no react-query and no zod in it', async () => {
    const modules = (await chunks()).flatMap((chunk) => chunk.moduleIds)
    expect(modules.filter((id) => /node_modules\/(antd|@tanstack|zod|@ant-design)\//.test(id))).toEqual([])
  })
})
