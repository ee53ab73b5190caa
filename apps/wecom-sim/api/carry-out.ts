import { newHex } from '../world/new-id.ts'
import type { Platform } from '../world/platform.ts'
import { Refused } from '../world/refused.ts'
import { settleTransfers } from '../world/transfers.ts'
import type { CorpApp } from '../world/world.ts'
import { appOfToken } from './auth.ts'
import type { Answer, Endpoint, Upload } from './endpoint.ts'
import { Fields } from './fields.ts'
import { longText, Refusal, type RefusalCode } from './refusal.ts'
import type { Throttle } from './throttle.ts'

export interface Incoming {
  readonly query: Readonly<Record<string, string>>
  readonly body: Readonly<Record<string, unknown>> | null
  readonly upload: Upload | null
  readonly ip: string
}

/** `gone`: the work may be done, but no answer arrives. */
export type Outcome =
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'refused'; readonly code: RefusalCode; readonly text: string; readonly extra: Readonly<Record<string, unknown>> }
  | { readonly kind: 'broken' }
  | { readonly kind: 'gone' }

/** One call, with the faults that are switched on: token, address, permission, pace, body, and then the matter itself. */
export function carryOut(platform: Platform, throttle: Throttle, endpoint: Endpoint, incoming: Incoming): Outcome {
  const { faults } = platform
  settleTransfers(platform)
  if (!touched(platform, endpoint.path)) return once(platform, throttle, endpoint, incoming)
  const dice = platform.dice('fault-api')
  if (dice.chance(faults.fail)) return { kind: 'broken' }
  if (dice.chance(faults.busy)) return refusal(platform, new Refusal(-1), incoming)
  if (dice.chance(faults.throttle)) throttle.block(endpoint.path, platform.now())
  if (endpoint.access !== 'open' && dice.chance(faults.revoke)) revoke(platform, incoming.query['access_token'] ?? '')
  const lost = dice.chance(faults.lost)
  const again = dice.chance(faults.twice) && !faults.onceOnly.some((part) => endpoint.path.includes(part))
  if (again) once(platform, throttle, endpoint, incoming)
  const outcome = once(platform, throttle, endpoint, incoming)
  return lost ? { kind: 'gone' } : outcome
}

const touched = ({ faults }: Platform, path: string) => faults.paths.length === 0 || faults.paths.some((part) => path.includes(part))

function revoke({ world }: Platform, value: string): void {
  const token = world.tokens.get(value)
  if (token) token.revoked = true
}

function once(platform: Platform, throttle: Throttle, endpoint: Endpoint, incoming: Incoming): Outcome {
  try {
    const app = letIn(platform, throttle, endpoint, incoming)
    const { world } = platform
    const call = { platform, world, now: platform.now(), app, query: new Fields(incoming.query), upload: incoming.upload }
    if (incoming.body === null) throw new Refusal(40058)
    return { kind: 'answer', answer: endpoint.run({ ...call, body: new Fields(incoming.body) }) }
  } catch (error) {
    if (error instanceof Refusal) return refusal(platform, error, incoming)
    // A rule of people stopped it; the platform has a number for few of those.
    if (error instanceof Refused) return refusal(platform, new Refusal(40058), incoming)
    throw error
  }
}

function letIn(platform: Platform, throttle: Throttle, endpoint: Endpoint, { query, ip }: Incoming): CorpApp {
  const now = platform.now()
  const open = endpoint.access === 'open'
  const app = open ? platform.world.apps.values().next().value : appOfToken(platform, query['access_token'] ?? '')
  if (!app) throw new Refusal(40013)
  if (!open && app.trustedIps !== null && !app.trustedIps.includes(ip)) throw new Refusal(60020)
  if (endpoint.access === 'contacts' && !app.contacts) throw new Refusal(48002)
  if (!throttle.allows(endpoint.path, ip, now)) throw new Refusal(45009)
  return app
}

function refusal(platform: Platform, { code, extra }: Refusal, { ip }: Incoming): Outcome {
  const hint = `${Math.floor(platform.now() / 1000)}_${newHex(platform.world, 'hint', 24)}`
  return { kind: 'refused', code, text: longText(code, hint, ip), extra }
}
