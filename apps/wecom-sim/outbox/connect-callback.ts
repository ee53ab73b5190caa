import { callbackKeys } from '../world/create-world.ts'
import { type Platform, seconds } from '../world/platform.ts'
import { Refused } from '../world/refused.ts'
import type { Deliver } from './deliver.ts'
import { sealEcho } from './seal.ts'

const VERIFY_MS = 1000

/** Saving the callback address: it has to open the question and answer it within a second, word for word. */
export async function connectCallback(
  platform: Platform,
  deliver: Deliver,
  url: string,
  keys: { token?: string; aesKey?: string; agentId?: number } = {},
): Promise<void> {
  const { world } = platform
  const app = keys.agentId === undefined ? world.apps.values().next().value : world.apps.get(keys.agentId)
  if (!app) throw new Refused('no_app', String(keys.agentId))
  const kept = app.callback ?? callbackKeys(world, app.agentId)
  const config = { url, token: keys.token ?? kept.token, aesKey: keys.aesKey ?? kept.aesKey }
  const asked = sealEcho(config, world.corp.id, seconds(platform.now()), `${world.seed}/echo/${url}`)
  const answer = await deliver({ method: 'GET', url: asked.url, body: '', timeoutMs: VERIFY_MS }).catch((error: Error) => error.message)
  if (typeof answer === 'string') throw new Refused('callback_refused', answer)
  if (answer.status !== 200 || answer.body !== asked.echo) throw new Refused('callback_refused', String(answer.status))
  app.callback = config
}
