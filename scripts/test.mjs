import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { findChromium } from './test/chromium.mjs'
import { line, sum, tallyOf } from './test/tally.mjs'

// npm test: every suite, one line of counts at the end. `npm test -- --only pure,web,db,e2e` runs some of them, `--exclude <glob>` leaves files out.
const root = fileURLToPath(new URL('..', import.meta.url))
const suites = ['pure', 'web', 'db', 'e2e']
const { only, exclude } = options()
const strange = only.filter((name) => !suites.includes(name))
if (strange.length > 0) {
  console.error(`There is no suite "${strange.join(', ')}": choose from ${suites.join(', ')}.`)
  process.exit(2)
}
const wanted = new Set(only.length > 0 ? only : suites)

const reports = mkdtempSync(join(tmpdir(), 'grove-reports-'))
const binary = (name, path) => join(dirname(createRequire(import.meta.url).resolve(`${name}/package.json`)), path)
const tallies = []
const remarks = []

const unit = ['pure', 'web'].filter((name) => wanted.has(name))
if (unit.length > 0) await vitest(unit)
if (wanted.has('db')) await vitest(['db'])
if (wanted.has('e2e')) await journeys()

rmSync(reports, { recursive: true, force: true })
const total = sum(tallies)
console.log(['', ...remarks, ...failed(total), line(total)].join('\n'))
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0

async function vitest(projects) {
  title(projects.join(' and '))
  const report = join(reports, `${projects.join('-')}.json`)
  const reporter = process.env.CI ? 'dot' : 'default'
  const words = [
    'run',
    ...projects.map((name) => `--project=${name}`),
    `--reporter=${reporter}`,
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]
  tallies.push(tallyOf(report, await run(binary('vitest', 'vitest.mjs'), words, { TEST_EXCLUDE: exclude.join(',') })))
}

async function journeys() {
  title('journeys')
  if (!existsSync(join(root, 'e2e/playwright.config.ts'))) return void remarks.push('There are no journeys in e2e/ yet.')
  const chromium = await findChromium()
  if (!chromium) {
    return void remarks.push(
      'Skipped the journeys in e2e/: no Chromium found. Install one (Debian: apt-get install chromium; elsewhere: npx playwright install chromium) or name one in CHROME_PATH.',
    )
  }
  if ((await run(join(root, 'scripts/build.mjs'), [])) !== 0)
    return void tallies.push({ passed: 0, failed: 1, skipped: 0, failures: ['✗ (no test) › the build before the journeys'] })
  const report = join(reports, 'journeys.json')
  const words = ['test', '-c', 'e2e/playwright.config.ts', '--reporter=list,json']
  const code = await run(binary('@playwright/test', 'cli.js'), words, { CHROME_PATH: chromium, PLAYWRIGHT_JSON_OUTPUT_NAME: report })
  return void tallies.push(tallyOf(report, code))
}

// Once more at the end, where somebody who sees only the end of a long log finds them; .ci/run gathers what stands between these two lines.
function failed({ failures }) {
  return failures.length > 0 ? ['Failed:', ...failures, ''] : []
}

function options() {
  try {
    const several = { type: 'string', multiple: true, default: [] }
    const { values } = parseArgs({ options: { only: several, exclude: several } })
    return { ...values, only: values.only.flatMap((names) => names.split(',')) }
  } catch (error) {
    console.error(error.message)
    return process.exit(2)
  }
}

function title(name) {
  console.log(`\n── ${name} ${'─'.repeat(Math.max(0, 60 - name.length))}`)
}

function run(script, words, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [script, ...words], { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } })
    child.on('close', (code) => resolve(code ?? 1))
  })
}
