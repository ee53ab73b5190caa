import type { App, Ctx } from '@grove/kernel/server'
import { type Attempt, speak, type Spoken } from './speak.ts'

interface Waiting {
  readonly attempt: Attempt
  readonly resolve: (spoken: Spoken) => void
  readonly reject: (cause: unknown) => void
}
interface Line {
  waiting: Waiting[]
  running: boolean
}

/** As many as one insert takes without holding a room for long. */
const MOST_AT_ONCE = 200

const lines = new WeakMap<App, Map<string, Line>>()

/**
 * One line for each community and process. While one insert is under way the next ones gather and go together,
 * so a thousand people speaking at once cost a few transactions, and one alone waits for nobody.
 */
export function speakInTurn(ctx: Ctx, attempt: Attempt): Promise<Spoken> {
  const all = lines.get(ctx.app) ?? new Map<string, Line>()
  lines.set(ctx.app, all)
  const key = `${ctx.workspaceId}:${attempt.communityId}`
  const line = all.get(key) ?? { waiting: [], running: false }
  all.set(key, line)
  return new Promise((resolve, reject) => {
    line.waiting.push({ attempt, resolve, reject })
    if (!line.running) void run(ctx, line).then(() => line.waiting.length === 0 && all.get(key) === line && all.delete(key))
  })
}

async function run(ctx: Ctx, line: Line): Promise<void> {
  line.running = true
  // One turn of the event loop: what arrived in the same packet goes into the first insert.
  await new Promise((resolve) => setImmediate(resolve))
  while (line.waiting.length) {
    const batch = line.waiting.splice(0, MOST_AT_ONCE)
    await speak(
      ctx,
      batch.map((one) => one.attempt),
    ).then(
      (spoken) => batch.forEach((one, index) => one.resolve(spoken[index] as Spoken)),
      (cause: unknown) => batch.forEach((one) => one.reject(cause)),
    )
  }
  line.running = false
}
