import { join } from 'node:path'
import { type Context, Hono } from 'hono'
import { z } from 'zod'
import type { Act } from '../acts/act.ts'
import { Bustle } from '../acts/bustle.ts'
import { actsOf } from '../acts/people.ts'
import { storm } from '../outbox/storm.ts'
import type { Sim } from '../start-sim.ts'
import { Refused } from '../world/refused.ts'
import { noFaults } from '../world/settings.ts'
import { codesView, customerRows, customerView, employeeRows, employeeView, groupRows, groupView, nameIn, stateView } from './views.ts'

const probability = z.number().min(0).max(1)
const faults = z.strictObject(
  Object.fromEntries(
    Object.entries(noFaults).map(([name, value]) => [
      name,
      (Array.isArray(value) ? z.array(z.string()) : name.endsWith('Ms') ? z.number().min(0) : probability).optional(),
    ]),
  ),
)
const commands = {
  connect: z.object({ url: z.url(), token: z.string().optional(), aesKey: z.string().optional(), agentId: z.number().optional() }),
  webview: z.object({ page: z.url({ protocol: /^https?$/ }) }),
  clock: z.object({ advanceMs: z.number().min(0) }),
  populate: z.object({
    customers: z.number().int().min(0).max(1_000_000),
    groups: z.number().int().min(0).max(20_000),
    employees: z.number().int().min(1).max(5000),
  }),
  storm: z.object({ perSecond: z.number().min(1).max(20_000), seconds: z.number().min(0.1).max(600) }),
  bustle: z.object({ acts: z.number().int().min(1).max(100_000) }),
  snapshot: z.object({ name: z.string().regex(/^[a-z0-9-]{1,60}$/) }),
}

/** The other side over HTTP: what people do, what can be seen, and the weather. For tests, other processes and the page. */
export function controlHttp(sim: Sim, folder: string): Hono {
  const http = new Hono()
  const { platform } = sim
  // A page of another site can send forms, never JSON: nobody moves people about behind the user's back.
  http.use('/sim/*', async (wire, next) => {
    if (wire.req.method === 'POST' && !wire.req.header('content-type')?.startsWith('application/json'))
      return wire.json({ error: 'json_only' }, 415)
    return next()
  })
  http.onError((error, wire) => {
    if (error instanceof Refused) return wire.json({ error: 'refused', reason: error.reason, about: error.about }, 409)
    if (error instanceof z.ZodError) return wire.json({ error: 'input', issues: error.issues }, 400)
    if (error instanceof SyntaxError) return wire.json({ error: 'input', issues: [] }, 400)
    return wire.json({ error: 'failed', about: error.message }, 500)
  })

  http.get('/sim/state', (wire) =>
    wire.json({
      ...stateView(platform),
      webview: sim.webview ? { url: sim.webview.url, page: sim.webview.page } : null,
      outbox: sim.outbox.totals,
      waiting: sim.outbox.waitingCount,
    }),
  )
  http.get('/sim/employees', (wire) => wire.json(employeeRows(platform, ...listing(wire))))
  http.get('/sim/customers', (wire) => wire.json(customerRows(platform, ...listing(wire))))
  http.get('/sim/groups', (wire) => wire.json(groupRows(platform, ...listing(wire))))
  http.get('/sim/employees/:id', (wire) => found(wire, employeeView(platform, wire.req.param('id'))))
  http.get('/sim/customers/:id', (wire) => found(wire, customerView(platform, wire.req.param('id'))))
  http.get('/sim/groups/:id', (wire) => found(wire, groupView(platform, wire.req.param('id'))))
  http.get('/sim/codes', (wire) => wire.json(codesView(platform)))
  http.get('/sim/outbox', (wire) => {
    const rows = sim.outbox.recent(200).map((letter) => ({ ...letter, who: letter.event.userids.map((id) => nameIn(platform.world, id)) }))
    return wire.json({ totals: sim.outbox.totals, waiting: sim.outbox.waitingCount, rows })
  })

  for (const kind of ['employee', 'customer'] as const)
    http.post(`/sim/${kind}/:who/:act`, async (wire) => wire.json(await run(sim, actsOf[kind], wire, wire.req.param('who'))))
  http.post('/sim/admin/:act', async (wire) => wire.json(await run(sim, actsOf.admin, wire, '')))

  http.post('/sim/connect', async (wire) => {
    const { url, ...keys } = commands.connect.parse(await wire.req.json())
    await sim.connect(url, JSON.parse(JSON.stringify(keys)) as typeof keys as Parameters<Sim['connect']>[1])
    return wire.json({})
  })
  http.post('/sim/webview', async (wire) => {
    const { page } = commands.webview.parse(await wire.req.json())
    return wire.json({ url: await sim.showPage(page) })
  })
  http.post('/sim/faults', async (wire) => {
    sim.setFaults(faults.parse(await wire.req.json()))
    return wire.json(platform.faults)
  })
  http.post('/sim/clock', async (wire) => {
    sim.clock.advance(commands.clock.parse(await wire.req.json()).advanceMs)
    return wire.json({ now: platform.now() })
  })
  http.post('/sim/populate', async (wire) => {
    sim.populate(commands.populate.parse(await wire.req.json()))
    return wire.json(stateView(platform).counts)
  })
  http.post('/sim/bustle', async (wire) => {
    const { acts } = commands.bustle.parse(await wire.req.json())
    const bustle = new Bustle(platform)
    let done = 0
    for (let at = 0; at < acts; at += 1) if (bustle.act()) done += 1
    return wire.json({ done })
  })
  http.post('/sim/storm', async (wire) => {
    const { perSecond, seconds } = commands.storm.parse(await wire.req.json())
    return wire.json(await storm(new Bustle(platform), sim.outbox, perSecond, seconds))
  })
  http.post('/sim/settle', async (wire) => {
    await sim.settle()
    return wire.json(sim.outbox.totals)
  })
  for (const what of ['snapshot', 'restore'] as const)
    http.post(`/sim/${what}`, async (wire) => {
      const { name } = commands.snapshot.parse(await wire.req.json())
      await sim[what](join(folder, `${name}.wecom-sim`))
      return wire.json({})
    })
  return http
}

const listing = (wire: Context): [string, number] => [
  wire.req.query('words') ?? '',
  Math.max(0, Number.parseInt(wire.req.query('from') ?? '0', 10) || 0),
]

const found = (wire: Context, view: object | undefined) => (view ? wire.json(view) : wire.json({ error: 'not_found' }, 404))

async function run(sim: Sim, acts: object, wire: Context, who: string): Promise<object> {
  const name = wire.req.param('act') ?? ''
  const act = Object.hasOwn(acts, name) ? (acts as Record<string, Act>)[name] : undefined
  if (!act) throw new Refused('no_code', name)
  const text = await wire.req.text()
  const input: unknown = text === '' ? undefined : JSON.parse(text)
  return (act.run(sim.platform, who, act.input.parse(input)) ?? {}) as object
}
