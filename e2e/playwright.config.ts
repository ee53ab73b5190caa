import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from '@playwright/test'
import { reader } from './product/browser.ts'

export default defineConfig({
  testDir: '.',
  testMatch: '*.e2e.ts',
  outputDir: join(tmpdir(), 'grove-journeys'),
  // One product and one browser at a time: the machine that runs this may have two cores.
  workers: 1,
  fullyParallel: false,
  retries: 0,
  timeout: 240_000,
  expect: { timeout: 30_000 },
  globalSetup: './product/build-product.ts',
  use: { ...reader, trace: 'retain-on-failure', actionTimeout: 30_000, navigationTimeout: 30_000 },
})
