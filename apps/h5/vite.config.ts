import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { phoneWords } from './phone-words.ts'
import { thinContracts } from './thin-contracts.ts'

/** Chrome 86 is the oldest kernel that WeChat for Android still ships; Safari 14 the oldest iPhone we promise. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/m/',
  plugins: [phoneWords(fileURLToPath(new URL('../../modules/', import.meta.url))), thinContracts(), react()],
  resolve: {
    alias: [
      { find: /^zod$/, replacement: fileURLToPath(new URL('./contract-only.ts', import.meta.url)) },
      // The router brings a copy for React 16 and 17.
      { find: /^use-sync-external-store\/shim.*$/, replacement: 'react' },
    ],
  },
  build: {
    target: ['chrome86', 'safari14'],
    outDir: 'dist',
    emptyOutDir: true,
    manifest: true,
    reportCompressedSize: false,
    // An iPhone before Safari 17 fetches a chunk a moment later without it; every phone would pay for it in the first load.
    modulePreload: { polyfill: false },
    // The first load names every chunk, so their names are short.
    rolldownOptions: { output: { chunkFileNames: 'assets/[hash].js' } },
  },
  server: { port: 5174, proxy: { '/api': 'http://localhost:3000', '/ws': { target: 'ws://localhost:3000', ws: true } } },
})
