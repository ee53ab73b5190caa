import type { Clock } from '@grove/kernel/contract'
import { Bustle } from './acts/bustle.ts'
import { type People, peopleOf } from './acts/people.ts'
import { GONE, platformHttp } from './api/http.ts'
import { pictureHttp } from './api/picture.ts'
import { Throttle } from './api/throttle.ts'
import { givenClock, runningClock, type SimClock } from './clock.ts'
import { authorizeHttp } from './control/authorize.ts'
import { controlHttp } from './control/http.ts'
import { pageHttp } from './control/page-http.ts'
import { type Listening, listen } from './listen.ts'
import { webviewHttp } from './webview/webview-http.ts'
import { connectCallback } from './outbox/connect-callback.ts'
import { type Deliver, httpDelivery } from './outbox/deliver.ts'
import { Outbox } from './outbox/outbox.ts'
import { type Population, populate } from './population.ts'
import { readSnapshot, writeSnapshot } from './snapshot.ts'
import { createWorld } from './world/create-world.ts'
import { diceFor, type Platform } from './world/platform.ts'
import { type Delays, type Faults, immediate, type Limits, noFaults, platformLimits } from './world/settings.ts'
import { settleTransfers } from './world/transfers.ts'
import type { CorpApp, World } from './world/world.ts'

export interface SimOptions {
  /** Default: the machine's time. A clock of somebody else's is read and never moved. */
  readonly clock?: SimClock | Clock
  readonly seed?: string
  readonly faults?: Partial<Faults>
  readonly delays?: Partial<Delays>
  readonly limits?: Partial<Limits>
  readonly population?: Population
  /** Listens there; 0 takes a free port. Without it only `fetch` reaches the platform. */
  readonly port?: number
  readonly host?: string
  /** Folder of the built page, shown at `/`. */
  readonly page?: string
  /** Folder of snapshots taken over HTTP. */
  readonly data?: string
  /** Takes the place of real HTTP for callbacks. */
  readonly deliver?: Deliver
  /** Callbacks at once. */
  readonly connections?: number
}

export interface Sim extends People {
  readonly platform: Platform
  readonly outbox: Outbox
  readonly clock: SimClock
  /** Base address while listening, else `http://sim.invalid`. */
  readonly url: string
  /** The first self-built app and its company. */
  readonly app: CorpApp
  readonly corpId: string
  /** Calls the platform in this process, with the meaning of the global fetch: what is lost on the way rejects. */
  fetch(input: string | URL | Request, init?: RequestInit): Promise<Response>
  populate(population: Population): void
  setFaults(faults: Partial<Faults>): void
  /** So many things happen among people, drawn from the seed; says how many could be done. */
  bustle(acts: number): number
  /** Asks the address as the admin console does when it is saved, and sends events there from then on. */
  connect(url: string, keys?: { token?: string; aesKey?: string; agentId?: number }): Promise<void>
  /** Opens the client's window for pages beside conversations: `page` is the one set up in the chat toolbar. Answers the window's own address. */
  showPage(page: string): Promise<string>
  /** The window and its page, once opened. */
  readonly webview: Webview | undefined
  /** Delivers what waits, a standing clock going ahead to every retry; with somebody else's clock, what is due by now. */
  settle(): Promise<void>
  advance(ms: number): Promise<void>
  snapshot(file: string): Promise<void>
  restore(file: string): Promise<void>
  close(): Promise<void>
}

export interface Webview {
  readonly url: string
  readonly page: string
}

/** The platform, empty or populated, in this process. */
export async function startSim(options: SimOptions = {}): Promise<Sim> {
  const clock = clockOf(options.clock)
  const http = httpDelivery(options.connections ?? 32)
  const core = corePlatform(options, clock, options.deliver ?? http.deliver, () => server?.url ?? 'https://wework.qpic.cn')
  const { platform, outbox } = core
  if (options.population) populate(platform.world, options.population, platform.now())
  const wire = platformHttp(platform, new Throttle(platform.limits))
  const pump = clock.kind === 'running' ? startPump(outbox, platform) : undefined
  let server: Listening | undefined
  let bustle: Bustle | undefined
  let window: (Webview & Listening) | undefined

  const settle = async () => {
    settleTransfers(platform)
    await outbox.pump()
    while (outbox.busy && clock.kind !== 'given') {
      const due = outbox.nextDue()
      if (due !== undefined && clock.kind === 'standing') clock.advance(Math.max(0, due - platform.now()))
      else await new Promise((done) => setTimeout(done, 5))
      await outbox.pump()
    }
  }
  const sim: Sim = {
    ...peopleOf(platform),
    platform,
    outbox,
    clock,
    get url() {
      return server?.url ?? 'http://sim.invalid'
    },
    get app() {
      return firstApp(platform.world)
    },
    get corpId() {
      return platform.world.corp.id
    },
    fetch: async (input, init) => {
      const answer = await wire.fetch(new Request(input, init))
      if (answer.headers.has(GONE)) throw new TypeError('fetch failed')
      return answer
    },
    populate: (population) => populate(platform.world, population, platform.now()),
    setFaults: (faults) => void Object.assign(platform.faults, faults),
    bustle: (acts) => {
      bustle ??= new Bustle(platform)
      let done = 0
      for (let at = 0; at < acts; at += 1) if (bustle.act()) done += 1
      return done
    },
    connect: (url, keys) => connectCallback(platform, options.deliver ?? http.deliver, url, keys),
    showPage: async (page) => {
      await window?.close()
      const shown = await listen(
        webviewHttp(() => platform, new URL(page)),
        0,
        options.host ?? '127.0.0.1',
      )
      window = { ...shown, page }
      return shown.url
    },
    get webview() {
      return window
    },
    settle,
    advance: async (ms) => {
      clock.advance(ms)
      await settle()
    },
    snapshot: (file) => writeSnapshot(file, platform.world, platform.now()),
    restore: async (file) => {
      const { world } = await readSnapshot(file)
      platform.world = world
      outbox.forget()
      bustle = undefined
    },
    close: async () => {
      pump?.stop()
      http.close()
      await server?.close()
      await window?.close()
    },
  }
  wire.route(
    '/',
    authorizeHttp(platform, () => window),
  )
  wire.route('/', pictureHttp(platform))
  wire.route('/', controlHttp(sim, options.data ?? '.'))
  if (options.page) wire.route('/', pageHttp(options.page))
  if (options.port !== undefined) server = await listen(wire, options.port, options.host ?? '127.0.0.1')
  return sim
}

function clockOf(given: SimOptions['clock']): SimClock {
  if (!given) return runningClock()
  return 'advance' in given ? given : givenClock(given)
}

function corePlatform(
  options: SimOptions,
  clock: SimClock,
  deliver: Deliver,
  pictures: () => string,
): { platform: Platform; outbox: Outbox } {
  const platform: Platform = {
    world: createWorld(options.seed ?? 'grove'),
    now: () => clock.now().getTime(),
    delays: { ...immediate, ...options.delays },
    limits: { ...platformLimits, ...options.limits },
    faults: { ...noFaults, ...options.faults },
    pictures,
    tell: (event) => outbox.tell(event),
    dice: (stream) => diceFor(platform, stream),
  }
  const outbox = new Outbox({
    world: () => platform.world,
    now: platform.now,
    delays: platform.delays,
    faults: platform.faults,
    deliver,
    connections: options.connections ?? 32,
  })
  return { platform, outbox }
}

function firstApp(world: World): CorpApp {
  const app = world.apps.values().next().value
  if (!app) throw new Error('a company without an app')
  return app
}

/** Looks for due callbacks for as long as the process wants to live for other reasons. */
function startPump(outbox: Outbox, platform: Platform): { stop(): void } {
  let running = false
  const timer = setInterval(() => {
    settleTransfers(platform)
    if (running || !outbox.busy) return
    running = true
    void outbox.pump().finally(() => {
      running = false
    })
  }, 10)
  timer.unref()
  return { stop: () => clearInterval(timer) }
}
