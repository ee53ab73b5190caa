import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { findChromium } from './chromium.mjs'
import { line, sum, tallyOf } from './tally.mjs'

const folder = mkdtempSync(join(tmpdir(), 'grove-tally-'))
afterAll(() => rmSync(folder, { recursive: true }))
const report = (data) => {
  const path = join(folder, 'report.json')
  writeFileSync(path, JSON.stringify(data))
  return path
}
const vitest = { numPassedTests: 3, numFailedTests: 0, numPendingTests: 1, numTodoTests: 1, testResults: [] }

describe('the tally', () => {
  it('counts a runner that fails without a failed test, and one that leaves no report', () => {
    expect(tallyOf(report(vitest), 1)).toEqual({ passed: 3, failed: 1, skipped: 2 })
    expect(tallyOf(join(folder, 'none.json'), 1)).toEqual({ passed: 0, failed: 1, skipped: 0 })
    const unloaded = { ...vitest, numFailedTests: 1, testResults: [{ status: 'failed', assertionResults: [] }] }
    expect(tallyOf(report(unloaded), 1).failed).toBe(2)
  })

  it('counts a flaky journey as a failure', () => {
    expect(tallyOf(report({ stats: { expected: 2, unexpected: 0, flaky: 1, skipped: 0 } }), 0)).toEqual({
      passed: 2,
      failed: 1,
      skipped: 0,
    })
  })

  it('adds up to one line', () => {
    const total = sum([tallyOf(report(vitest), 0), { passed: 1, failed: 0, skipped: 0 }])
    expect(line(total)).toBe('4 passed, 0 failed, 2 skipped')
    expect(line({ passed: 4, failed: 0, skipped: 0 })).toBe('4 passed, 0 failed')
  })
})

describe('looking for Chromium', () => {
  it('takes the one that is named before the one on the path', async () => {
    expect(await findChromium({ CHROME_PATH: '/a/chrome', PATH: '/b' }, () => true)).toBe('/a/chrome')
    expect(await findChromium({ PATH: join('/b') }, (path) => path === join('/b', 'google-chrome'))).toBe(join('/b', 'google-chrome'))
  })

  it('answers nothing where there is none', async () => {
    expect(await findChromium({ PATH: '' }, () => false)).toBeUndefined()
  })
})
