import { existsSync, mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { startSim } from './start-sim.ts'
import { callbackKeys } from './world/create-world.ts'
import { lifelike } from './world/settings.ts'

const help = `The WeCom platform on this machine, for trying Grove without WeCom.

  npm run sim -- [options]

  --port N          where it listens                         (4300)
  --host NAME       on which address                         (127.0.0.1)
  --people LIST     customers,groups,employees it begins with (300,12,5)
  --seed WORD       the same word gives the same people      (grove)
  --callback URL    where Grove takes callbacks; can be set on the page as well
  --sidebar URL     page of the chat toolbar, opened beside conversations; can be set on the page as well
  --data FOLDER     where snapshots are kept                 (./data/wecom-sim)
  --restore NAME    begins with a snapshot
`
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4300' },
    host: { type: 'string', default: '127.0.0.1' },
    people: { type: 'string', default: '300,12,5' },
    seed: { type: 'string', default: 'grove' },
    callback: { type: 'string' },
    sidebar: { type: 'string' },
    data: { type: 'string', default: './data/wecom-sim' },
    restore: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
})
const say = (text: string) => process.stdout.write(`${text}\n`)

if (values.help) say(help)
else await open()

async function open(): Promise<void> {
  const [customers = 0, groups = 0, employees = 1] = values.people.split(',').map(Number)
  mkdirSync(values.data, { recursive: true })
  const page = fileURLToPath(new URL('./dist', import.meta.url))
  const sim = await startSim({
    seed: values.seed,
    delays: lifelike,
    port: Number(values.port),
    host: values.host,
    data: values.data,
    ...(existsSync(page) ? { page } : {}),
    ...(values.restore ? {} : { population: { customers, groups, employees } }),
  })
  if (values.restore) await sim.restore(`${values.data}/${values.restore}.wecom-sim`)
  say(`WeCom simulator   ${sim.url}`)
  say(`corpid            ${sim.corpId}`)
  say(`agentid           ${sim.app.agentId}`)
  say(`secret            ${sim.app.secret}`)
  const { token, aesKey } = callbackKeys(sim.platform.world, sim.app.agentId)
  say(`Token             ${token}`)
  say(`EncodingAESKey    ${aesKey}`)
  if (values.sidebar) say(`sidebar window    ${await sim.showPage(values.sidebar)}`)
  if (values.callback) await connect(values.callback)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void sim.close().then(() => process.exit(0)))

  async function connect(url: string): Promise<void> {
    await sim.connect(url).then(
      () => say(`callbacks to      ${url}`),
      (error: Error) => say(`callbacks         ${url} did not open the question (${error.message}); set it on the page once it is ready`),
    )
  }
}
