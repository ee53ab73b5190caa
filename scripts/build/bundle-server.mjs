import { dirname, relative } from 'node:path'
import { build } from 'vite'

/**
 * The server's own source as one file, npm packages left where they are: starting from TypeScript costs seconds and memory.
 * Modules find their migrations beside themselves, so import.meta.url keeps meaning the source file.
 */
export const bundleServer = ({ folder, outDir, finalDir }) =>
  build({
    root: folder,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    plugins: [keepOwnAddress(finalDir)],
    ssr: { noExternal: [/^@grove\//] },
    build: {
      ssr: 'main.ts',
      outDir,
      emptyOutDir: true,
      target: 'node20',
      minify: false,
      sourcemap: true,
      rolldownOptions: { output: { format: 'es', entryFileNames: 'main.js', chunkFileNames: '[name]-[hash].js' } },
    },
  })

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
