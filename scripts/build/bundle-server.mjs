import { dirname, join, relative } from 'node:path'
import { build } from 'vite'

/**
 * The server's own source as one file, npm packages left where they are: starting from TypeScript costs seconds and memory.
 * Modules find their migrations beside themselves, so import.meta.url keeps meaning the source file.
 */
export async function bundleServer({ folder, outDir, finalDir }) {
  const threads = new Map()
  await bundle({ folder, outDir, finalDir, threads, name: 'main', entry: 'main.ts' })
  for (const [name, entry] of threads) await bundle({ folder, outDir, finalDir, threads, name, entry })
}

const bundle = ({ folder, outDir, finalDir, threads, name, entry }) =>
  build({
    root: folder,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    plugins: [findThreads(threads), keepOwnAddress(finalDir)],
    ssr: { noExternal: [/^@grove\//] },
    build: {
      ssr: entry,
      outDir,
      emptyOutDir: name === 'main',
      target: 'node20',
      minify: false,
      sourcemap: true,
      rolldownOptions: { output: { format: 'es', entryFileNames: `${name}.js`, chunkFileNames: '[name]-[hash].js' } },
    },
  })

/** A thread, `new URL('./rows-thread.ts', import.meta.url)`, is a file of its own beside the bundle, by its own name. */
function findThreads(threads) {
  return {
    name: 'grove:threads',
    enforce: 'pre',
    transform(code, id) {
      const path = id.split('?')[0]
      if (!path.endsWith('.ts') || !code.includes('-thread.ts')) return undefined
      const made = code.replaceAll(/new URL\('\.\/([\w-]+-thread)\.ts', import\.meta\.url\)/g, (_, name) => {
        threads.set(name, join(dirname(path), `${name}.ts`))
        return `new URL('./${name}.js', import.meta['url'])`
      })
      return made === code ? undefined : { code: made, map: null }
    },
  }
}

function keepOwnAddress(finalDir) {
  return {
    name: 'grove:own-address',
    enforce: 'pre',
    transform(code, id) {
      const path = id.split('?')[0]
      if (!/\.tsx?$/.test(path) || !code.includes('import.meta.')) return undefined
      const source = JSON.stringify(relative(finalDir, path).replaceAll('\\', '/'))
      const url = `new URL(${source}, import.meta['url'])`
      const folder = JSON.stringify(`${relative(finalDir, dirname(path)).replaceAll('\\', '/')}/`)
      return {
        code: code
          .replaceAll(/\bimport\.meta\.url\b/g, `${url}.href`)
          .replaceAll(
            /\bimport\.meta\.dirname\b/g,
            `decodeURIComponent(new URL(${folder}, import.meta['url']).pathname).replace(/\\/$/, '')`,
          )
          .replaceAll(/\bimport\.meta\.filename\b/g, `decodeURIComponent(${url}.pathname)`),
        map: null,
      }
    },
  }
}
