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
    expect(tallyOf(report(vitest), 1)).toMatchObject({ passed: 3, failed: 1, skipped: 2 })
    expect(tallyOf(join(folder, 'none.json'), 1)).toMatchObject({ passed: 0, failed: 1, skipped: 0 })
    const unloaded = { ...vitest, numFailedTests: 1, testResults: [{ status: 'failed', assertionResults: [] }] }
    expect(tallyOf(report(unloaded), 1).failed).toBe(2)
  })

  it('counts a flaky journey as a failure', () => {
    expect(tallyOf(report({ stats: { expected: 2, unexpected: 0, flaky: 1, skipped: 0 } }), 0)).toMatchObject({
      passed: 2,
      failed: 1,
      skipped: 0,
    })
  })

  it('names each failed test, its file from the root and the start of what it said, without colours', () => {
    const message = `\u001b[31mError: one\u001b[39m\n\n${Array.from({ length: 20 }, (_, at) => `line ${at}`).join('\n')}`
    const failed = { status: 'failed', fullName: 'adds up', failureMessages: [message] }
    const results = [{ name: '/tree/a.test.ts', status: 'failed', message: '', assertionResults: [failed] }]
    const [named, ...others] = tallyOf(report({ ...vitest, numFailedTests: 1, testResults: results }), 1, '/tree').failures
    expect(named).toMatch(/^✗ a\.test\.ts › adds up\n {4}Error: one\n {4}line 0\n[^]*line 6$/)
    expect(others).toEqual([])
  })

  it('names the file whose tests passed and whose end failed, and a runner that says nothing', () => {
    const results = [
      { name: '/tree/b.test.ts', status: 'failed', message: 'afterAll: closed', assertionResults: [{ status: 'passed', fullName: 'x' }] },
    ]
    const { failures } = tallyOf(report({ ...vitest, testResults: results }), 1, '/tree')
    expect(failures).toEqual(['✗ b.test.ts\n    afterAll: closed', '✗ (no test)\n    the runner ended with 1 without a failed test'])
  })

  it('names a failed and a flaky journey wherever its suite stands', () => {
    const spec = (title, status, results) => ({ title, file: 'walk.e2e.ts', tests: [{ status, results }] })
    const broken = { error: { message: 'no button' } }
    const suites = [
      {
        specs: [spec('fine', 'expected', [{}])],
        suites: [{ specs: [spec('flaky', 'flaky', [broken, {}]), spec('bad', 'unexpected', [broken])] }],
      },
    ]
    const { failures } = tallyOf(report({ stats: { expected: 1, unexpected: 1, flaky: 1, skipped: 0 }, suites }), 1)
    expect(failures).toEqual(['✗ e2e/walk.e2e.ts › flaky\n    no button', '✗ e2e/walk.e2e.ts › bad\n    no button'])
  })

  it('adds up to one line', () => {
    const total = sum([tallyOf(report(vitest), 0), { passed: 1, failed: 0, skipped: 0, failures: [] }])
    expect(line(total)).toBe('4 passed, 0 failed, 2 skipped')
    expect(line({ passed: 4, failed: 0, skipped: 0, failures: [] })).toBe('4 passed, 0 failed')
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
