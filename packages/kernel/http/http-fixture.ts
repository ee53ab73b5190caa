import type { Hono } from 'hono'
import type { WorkspaceId } from '../contract/index.ts'
import {
  type Actor,
  type Ctx,
  createApp,
  createRegistry,
  type Endpoint,
  type Logger,
  type RawEndpoint,
  type SystemCtx,
} from '../server/index.ts'
import { createHttp, type HttpOptions } from './create-http.ts'
import { type IdempotencyLedger, idempotencyLedger, type KeptAnswer } from './idempotency.ts'
import { type Entry, sessionGate } from './session-gate.ts'

export interface HttpFixture {
  readonly http: Hono
  readonly logged: { level: string; data: object; message: string }[]
  readonly secret: string
}

const nothing = async () => {
  throw new Error('the fixture has no database')
}

/** HTTP over no database: cookie `grove_session=head` and key `Bearer good` hold every right, `viewer` none; member cookie `gm_ws1=5`. */
export function httpFixture(
  endpoints: readonly (Endpoint | RawEndpoint)[],
  more: Partial<HttpOptions> & { baseUrl?: string } = {},
): HttpFixture {
  const logged: HttpFixture['logged'] = []
  const write = (level: string) => (data: object, message: string) => void logged.push({ level, data, message })
  const log: Logger = { info: write('info'), warn: write('warn'), error: write('error') }
  const rights = endpoints.flatMap((one) => (typeof one.route.access === 'object' ? [one.route.access.right] : []))
  const registry = createRegistry([{ name: 'fixture', tier: 0, rights: {}, api: endpoints }])
  const secret = 'fixture-secret-fixture-secret-32'
  const clock = { now: () => new Date('2026-11-01T00:00:00Z') }
  const app = createApp({ registry, clock, log, config: { dataDir: '', secret, baseUrl: more.baseUrl ?? 'http://localhost' } })
  const db = { rows: nothing, one: nothing, maybe: nothing, exec: nothing, copy: nothing }
  const enter = async (workspaceId: WorkspaceId, actor: Actor = { kind: 'system', name: 'fixture' }): Promise<Ctx> => {
    const ctx: Ctx = {
      app,
      workspaceId,
      actor,
      clock,
      seed: 'seed',
      locale: 'zh',
      zone: 'Asia/Shanghai',
      db,
      transactional: true,
      afterCommit: (action) => action(),
      inTx: (work) => work(ctx),
    }
    return ctx
  }
  const system: SystemCtx = { app, clock, db, enter, enterAll: async () => [], inTx: (work) => work(system) }
  const entry = (by: Entry['by'], actor: Actor): Entry => ({ workspaceId: 1 as WorkspaceId, by, actor })
  const staff = (held: readonly string[]): Actor => ({
    kind: 'staff',
    staffId: 3,
    accountId: 7,
    role: 'head',
    scope: { kind: 'all' },
    rights: new Set(held),
  })
  app.fill(sessionGate, {
    account: async (_system, { cookies }) => (cookies.has('grove_session') ? 7 : undefined),
    staff: async (_system, { cookies, authorization }) => {
      if (authorization === 'Bearer good')
        return entry('apiKey', { kind: 'apiKey', keyId: 12, rights: new Set(rights), scope: { kind: 'all' } })
      const who = authorization ? undefined : cookies.get('grove_session')
      return who === undefined ? undefined : entry('session', staff(who === 'head' ? rights : []))
    },
    memberPage: async (_system, { cookies }, publicKey) => {
      if (publicKey !== 'ws1') return undefined
      const member = cookies.get('gm_ws1')
      return member ? entry('member', { kind: 'member', memberId: Number(member) }) : entry('nothing', { kind: 'visitor' })
    },
  })
  app.fill(idempotencyLedger, memoryLedger())
  return { http: createHttp({ app, system, strictOutput: true, version: '0.0.0', ...more }), logged, secret }
}

function memoryLedger(): IdempotencyLedger {
  const kept = new Map<string, { hash: Buffer; answer: KeptAnswer }>()
  return {
    claim: async (_ctx, { caller, key }) => kept.get(`${caller} ${key}`),
    keep: async (_ctx, { caller, key, hash }, answer) => void kept.set(`${caller} ${key}`, { hash, answer }),
  }
}
