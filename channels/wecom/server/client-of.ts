import type { Account } from '@grove/channel-kit/contract'
import { databasePort } from '@grove/db'
import type { App } from '@grove/kernel/server'
import { createWecomClient, type WecomClient } from '@grove/wecom-api'
import { callTable } from './call-table.ts'
import { settingsOf } from './settings.ts'
import { tokenTable } from './token-table.ts'

const clients = new WeakMap<App, Map<string, WecomClient>>()
const MOST_CLIENTS = 500

/** The client of an account in this process. Its token and its limits are those of all processes. */
export function clientOf(app: App, account: Account): WecomClient {
  const known = clients.get(app) ?? new Map<string, WecomClient>()
  clients.set(app, known)
  const { corpId, secret, apiUrl } = settingsOf(account)
  const name = JSON.stringify([apiUrl, corpId, secret])
  const found = known.get(name)
  if (found) return found
  if (known.size >= MOST_CLIENTS) known.clear()
  const { system } = app.use(databasePort)
  const made = createWecomClient({
    corpId,
    secret,
    baseUrl: apiUrl,
    tokens: tokenTable(system, () => app.clock.now()),
    counter: callTable(system),
    now: () => app.clock.now().getTime(),
    sleep,
  })
  known.set(name, made)
  return made
}

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason as Error)
    const timer = setTimeout(done, ms)
    function done() {
      signal.removeEventListener('abort', stop)
      resolve()
    }
    function stop() {
      clearTimeout(timer)
      reject(signal.reason as Error)
    }
    return signal.addEventListener('abort', stop, { once: true })
  })
}
