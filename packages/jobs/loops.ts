import type { WorkspaceId } from '@grove/kernel/contract'
import type { Ctx, DueLoop, SystemCtx } from '@grove/kernel/server'
import { type Pauses, pauses } from './pauses.ts'
import { busyClock, restAfter } from './rest.ts'

export interface Loops {
  stop(): Promise<void>
}

/** Batches of one workspace in a row before the next workspace gets its turn. */
const TURN = 20
const LONGEST_PAUSE_MS = 30_000

/** Runs every due loop until stopped. A database that goes away pauses them with growing waits; they go on by themselves. */
export function startLoops(system: SystemCtx, loops: readonly DueLoop[]): Loops {
  const running = loops.map((loop) => startLoop(system, loop))
  return {
    stop: async () => {
      await Promise.all(running.map((loop) => loop.stop()))
    },
  }
}

function startLoop(system: SystemCtx, loop: DueLoop): Loops {
  let stopped = false
  let woken = false
  const waits = pauses()
  const rests = pauses()
  const look = () => {
    woken = true
    waits.end()
  }
  const offs = loop.wakeOn.map((topic) => system.app.signals.on(topic, look))
  const forever = async () => {
    let failures = 0
    while (!stopped) {
      if (woken && loop.gatherMs) await rests.wait(loop.gatherMs)
      woken = false
      try {
        await pass(system, loop, { stopped: () => stopped, rests })
        failures = 0
        const ms = woken ? 0 : await waitOf(system, loop)
        if (!woken && !stopped) await waits.wait(ms)
      } catch (error) {
        failures++
        if (failures === 1)
          system.app.log.error({ loop: loop.name, error: String(error) }, 'a loop stopped for now; it will go on by itself')
        if (!stopped) await waits.wait(Math.min(LONGEST_PAUSE_MS, 250 * 2 ** failures))
      }
    }
  }
  const done = forever()
  return {
    stop: async () => {
      stopped = true
      for (const off of offs) off()
      waits.end()
      rests.end()
      await done
    },
  }
}

async function waitOf(system: SystemCtx, loop: DueLoop): Promise<number> {
  const next = await loop.nextAt?.(system)
  if (!next) return loop.everyMs
  return Math.max(1, Math.min(loop.everyMs, next.getTime() - system.clock.now().getTime()))
}

/** What one look or turn found. */
interface Found {
  readonly worked: boolean
  readonly more: boolean
}

interface Pace {
  readonly stopped: () => boolean
  /** Only the end of the loop cuts these short. None: nobody else has to be thought of. */
  readonly rests?: Pauses
}

/** One look: every workspace with due work gets turns until none has any. What a turn's own work made due wakes the loop by its signal. */
async function pass(system: SystemCtx, loop: DueLoop, pace: Pace): Promise<void> {
  for (let more = true; more && !pace.stopped(); ) {
    const awake = await system.enterAll(await loop.due(system), actorOf(loop), 'awake')
    const results = await Promise.all(shares(awake).map((share) => turns(loop, share, pace)))
    more = results.some((found) => found.more)
  }
}

const actorOf = (loop: DueLoop) => ({ kind: 'system', name: loop.name }) as const

/** Two lanes: the machine's cores are the database's too, and a loop must not eat the pool. */
function shares(due: readonly Ctx[]): Ctx[][] {
  return [due.filter((_, index) => index % 2 === 0), due.filter((_, index) => index % 2 === 1)].filter((share) => share.length > 0)
}

async function turns(loop: DueLoop, share: readonly Ctx[], { stopped, rests }: Pace): Promise<Found> {
  const found = { worked: false, more: false }
  for (const ctx of share) {
    let again = true
    for (let turn = 0; again && turn < TURN && !stopped(); turn++) {
      const busyMs = busyClock()
      const { more, worked = more } = await loop.run(ctx)
      found.worked ||= worked
      again = more
      if (rests && loop.share) await rests.wait(restAfter(busyMs(), loop.share))
    }
    found.more ||= again
  }
  return found
}

/** Runs every loop until none finds anything, in all workspaces or in one alone: tests, and history made on a fast clock. */
export async function drainLoops(system: SystemCtx, loops: readonly DueLoop[], workspaceId?: WorkspaceId): Promise<void> {
  for (let again = true; again; ) {
    again = false
    const together = loops.map((loop) => (loop.looksTogether ? loop.due(system) : undefined))
    await Promise.all(together)
    for (const [place, loop] of loops.entries()) {
      const due = await (together[place] ?? loop.due(system))
      const own = workspaceId === undefined ? due : due.filter((id) => id === workspaceId)
      const entered = await system.enterAll(own, actorOf(loop), 'all')
      const results = await Promise.all(shares(entered).map((share) => turns(loop, share, { stopped: () => false })))
      again ||= results.some((found) => found.worked)
    }
  }
}
