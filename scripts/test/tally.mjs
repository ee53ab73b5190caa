import { existsSync, readFileSync } from 'node:fs'

const none = { passed: 0, failed: 0, skipped: 0 }

/**
 * Counts of one runner's JSON report (vitest's or Playwright's). A report that is missing, or a runner that failed without a failed test
 * (a file that does not load, a server that does not start), counts as one failure: nothing fails in silence.
 */
export function tallyOf(path, exitCode) {
  const report = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined
  const counted = report === undefined ? none : report.stats ? playwright(report.stats) : vitest(report)
  return exitCode !== 0 && counted.failed === 0 ? { ...counted, failed: 1 } : counted
}

const vitest = (report) => ({
  passed: report.numPassedTests,
  failed:
    report.numFailedTests +
    report.testResults.filter(({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0).length,
  skipped: report.numPendingTests + report.numTodoTests,
})
const playwright = (stats) => ({ passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped })

export const sum = (tallies) =>
  tallies.reduce(
    (all, one) => ({ passed: all.passed + one.passed, failed: all.failed + one.failed, skipped: all.skipped + one.skipped }),
    none,
  )

/** `12 passed, 0 failed` and, if any, `, 1 skipped`. */
export const line = ({ passed, failed, skipped }) => `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
