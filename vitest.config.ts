import { defineConfig } from 'vitest/config'

const outside = [
  '**/node_modules/**',
  '**/dist/**',
  '**/fixtures/**',
  'e2e/**',
  'data/**',
  ...(process.env['TEST_EXCLUDE'] ?? '').split(',').filter(Boolean),
]
const database = '**/*.db.test.ts'
const web = '**/*.web.test.{ts,tsx}'

// Three suites: pure (no server, no DOM), db (a real PostgreSQL), web (happy-dom). `npx vitest run <path>` picks the right one by file name.
export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'pure',
          include: ['**/*.test.{ts,mjs}'],
          exclude: [...outside, database, web],
          pool: 'threads',
          isolate: false,
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'db',
          include: [database],
          exclude: outside,
          pool: 'forks',
          // What a file needs of its own is its database; loading the whole product again for each took a third of the run.
          isolate: false,
          globalSetup: ['scripts/vitest/database-server.mjs'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      {
        test: {
          name: 'web',
          include: [web],
          exclude: outside,
          environment: 'happy-dom',
          setupFiles: ['scripts/vitest/web-cleanup.mjs'],
          testTimeout: 60_000,
        },
      },
    ],
  },
})
