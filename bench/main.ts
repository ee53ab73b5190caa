import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startEmbedded } from '@grove/embedded-pg'
import { keeps, type Measure, ratioOf } from './harness.ts'
import { suites } from './suites/index.ts'
import { tableOf } from './table.ts'

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    scale: { type: 'string', default: '1' },
    save: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})
const say = (text: string) => process.stderr.write(`${text}\n`)
const BASELINE = new URL('./baseline.json', import.meta.url)

const quiet = {
  info: () => undefined,
  warn: () => undefined,
  error: (data: object, message: string) => say(`${message} ${JSON.stringify(data)}`),
}

if (values.help) {
  say('npm run bench -- [--only NAME]… [--scale 0.1] [--save]\nDATABASE_URL names another PostgreSQL than the embedded one.')
} else {
  process.exitCode = await main()
}

async function main(): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'grove-bench-'))
  const server = process.env['DATABASE_URL'] ? undefined : await startEmbedded({ dataDir: join(folder, 'pg'), log: quiet })
  const serverUrl = process.env['DATABASE_URL'] ?? server?.url ?? ''
  const measures: Measure[] = []
  try {
    for (const suite of suites.filter((one) => !values.only || values.only.includes(one.name))) {
      say(`— ${suite.name}`)
      measures.push(...(await suite.run({ serverUrl, scale: Number(values.scale), say: (text) => say(`  ${text}`) })))
    }
  } finally {
    await server?.stop()
    await rm(folder, { recursive: true, force: true })
  }
  process.stdout.write(`${tableOf(measures)}\n`)
  await compare(measures)
  return measures.every(keeps) ? 0 : 1
}

/** Against the ratios kept in the repository: what got worse by more than a quarter is named. */
async function compare(measures: readonly Measure[]): Promise<void> {
  const column = process.env['DATABASE_URL'] ? 'external' : 'embedded'
  const kept = JSON.parse(await readFile(BASELINE, 'utf8').catch(() => '{}')) as Record<string, Record<string, number>>
  const before = kept[column] ?? {}
  for (const measure of measures) {
    const was = before[measure.name]
    const is = ratioOf(measure)
    const worse = was !== undefined && (measure.atMost === undefined ? is < was * 0.75 : is > was * 1.25)
    if (worse) say(`worse than the baseline: ${measure.name} was ${was}, is ${is.toPrecision(3)}`)
  }
  if (!values.save) return
  const now = Object.fromEntries(measures.map((measure) => [measure.name, Number(ratioOf(measure).toPrecision(3))]))
  await writeFile(BASELINE, `${JSON.stringify({ ...kept, [column]: { ...before, ...now } }, null, 2)}\n`)
}
