import { existsSync, readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { stripVTControlCharacters } from 'node:util'

const none = { passed: 0, failed: 0, skipped: 0, failures: [] }
const messageLines = 8

/**
 * Counts and failures of one runner's JSON report (vitest's or Playwright's). A report that is missing, or a runner that failed without a failed
 * test (a file that does not load, a server that does not start), counts as one failure: nothing fails in silence.
 */
export function tallyOf(path, exitCode, root = process.cwd()) {
  const report = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined
  const counted = report === undefined ? none : report.stats ? playwright(report) : vitest(report, root)
  return exitCode !== 0 && counted.failed === 0 ? unexplained(counted, exitCode) : counted
}

const unexplained = (counted, exitCode) => ({
  ...counted,
  failed: 1,
  failures: [...counted.failures, failure('(no test)', '', `the runner ended with ${exitCode} without a failed test`)],
})

function vitest(report, root) {
  const unloaded = report.testResults.filter(({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0)
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded.length,
    skipped: report.numPendingTests + report.numTodoTests,
    failures: report.testResults.flatMap(({ name, status, message, assertionResults }) => {
      const failed = assertionResults.filter((one) => one.status === 'failed')
      const file = relative(root, name ?? '')
      if (failed.length === 0) return status === 'failed' ? [failure(file, '', message)] : []
      return failed.map((one) => failure(file, one.fullName, one.failureMessages?.join('\n')))
    }),
  }
}

function playwright({ stats, suites = [], errors = [] }) {
  const specs = (suite) => [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specs)]
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky,
    skipped: stats.skipped,
    failures: [
      ...errors.map((error) => failure('(no test)', '', error.message)),
      ...suites.flatMap(specs).flatMap((spec) => {
        const tried = spec.tests.filter(({ status }) => status === 'unexpected' || status === 'flaky').flatMap(({ results }) => results)
        const first = tried.find(({ error }) => error)
        return tried.length > 0 ? [failure(`e2e/${spec.file}`, spec.title, first?.error.message)] : []
      }),
    ],
  }
}

/** One failure as lines: `✗ file › test`, then the first lines of its message. */
const failure = (file, name, message) => {
  const said = stripVTControlCharacters(message ?? '')
    .split('\n')
    .filter((text) => text.trim() !== '')
  const shown = said.slice(0, messageLines).map((text) => `    ${text.slice(0, 300)}`)
  return [`✗ ${[file, name].filter(Boolean).join(' › ')}`, ...shown].join('\n')
}

export const sum = (tallies) =>
  tallies.reduce(
    (all, one) => ({
      passed: all.passed + one.passed,
      failed: all.failed + one.failed,
      skipped: all.skipped + one.skipped,
      failures: [...all.failures, ...one.failures],
    }),
    none,
  )

/** `12 passed, 0 failed` and, if any, `, 1 skipped`. */
export const line = ({ passed, failed, skipped }) => `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
