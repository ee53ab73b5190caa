import { defineConfig } from '@playwright/test'
import { reader } from './product/browser.ts'

/** `npm run pictures -w e2e` takes the pictures of the README again. */
export default defineConfig({
  testDir: '.',
  testMatch: 'pictures.ts',
  workers: 1,
  timeout: 240_000,
  expect: { timeout: 30_000 },
  globalSetup: './product/build-product.ts',
  use: { ...reader, actionTimeout: 30_000 },
})
