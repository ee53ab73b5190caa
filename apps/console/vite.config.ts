import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const server = process.env.GROVE_SERVER ?? 'http://127.0.0.1:3000'

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    reportCompressedSize: false,
    target: 'es2022',
    // Charts and the editor come with their own page, never with the first one.
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'words-zh', test: /locales\/zh\.json$/ },
            { name: 'words-en', test: /locales\/en\.json$/ },
            { name: 'react', test: /node_modules\/(react|react-dom|scheduler)\// },
          ],
        },
      },
    },
  },
  server: {
    port: 5173,
    proxy: { '/api': server, '/ws': { target: server, ws: true }, '^/m/': server, '/healthz': server },
  },
})
