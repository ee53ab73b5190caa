import { createHash, randomBytes } from 'node:crypto'
import { createCtx, createSystemCtx, type Database, databasePort, openDatabase } from '@grove/db'
import { createTestDatabase, type TestDatabase } from '@grove/db/testing'
import { eventLog, hasUnsettled, readerLoop } from '@grove/event-log'
import { drainJobs, drainLoops, jobs, migrateJobs } from '@grove/jobs'
import type { Role, WorkspaceId } from '@grove/kernel/contract'
import { CSRF_COOKIE, CSRF_HEADER, createHttp, makeCsrfToken, SESSION_COOKIE } from '@grove/kernel/http'
import {
  type Actor,
  type App,
  auditTrail,
  type Ctx,
  createApp,
  createRegistry,
  type DataScope,
  type Logger,
  type ModuleSpec,
  type SystemCtx,
} from '@grove/kernel/server'
import type { Hono } from 'hono'
import sql from 'sql-template-tag'
import { createTestClock, type TestClock } from './clock.ts'

export interface TestWorkspace {
  readonly id: WorkspaceId
  readonly publicKey: string
  /** Acting as the system. */
  readonly ctx: Ctx
  /** Acting as staff of a role, with the rights that role has by default; makes the account and staff row when those tables exist. */
  as(role: Role, options?: { scope?: DataScope; without?: readonly string[] }): Promise<Ctx>
  /** Request headers of a browser where staff of that role are signed in; writes pass with them. */
  session(role: Role, options?: { scope?: DataScope }): Promise<Record<string, string>>
  asMember(memberId: number): Ctx
  asVisitor(): Ctx
}

export interface TestApp {
  readonly app: App
  readonly database: Database
  readonly system: SystemCtx
  readonly clock: TestClock
  /** The registered endpoints over HTTP; needs the identity module for anything but open routes. */
  readonly http: Hono
  workspace(options?: { zone?: string; locale?: 'zh' | 'en' }): Promise<TestWorkspace>
  /** One that is in the database already. */
  open(id: WorkspaceId): Promise<TestWorkspace>
  /** Runs readers, due loops and jobs until nothing is left to do at the clock's now. */
  drain(): Promise<void>
  close(): Promise<void>
}

export interface TestAppOptions {
  /** In tier order; event-log and jobs are added. */
  readonly modules: readonly ModuleSpec[]
  readonly clock?: TestClock
  readonly log?: Logger
  /** A database made by `testDatabase`; a new one unless told. It is dropped when the app closes. */
  readonly file?: TestDatabase
  /** Fills ports before anything runs. */
  readonly compose?: (app: App, system: SystemCtx, database: Database) => void | Promise<void>
}

const silent: Logger = { info: () => undefined, warn: () => undefined, error: () => undefined }

/** A database of its own with the tables of these modules, on the server named by TEST_DATABASE_URL. */
export function testDatabase(modules: readonly ModuleSpec[]): Promise<TestDatabase> {
  const serverUrl = process.env['TEST_DATABASE_URL']
  if (!serverUrl) throw new Error('TEST_DATABASE_URL is not set; run the suite with `npm test`, which starts a server')
  return createTestDatabase(serverUrl, [eventLog, jobs, ...modules], async (url) => {
    const template = openDatabase({ url, log: silent, max: 2 })
    await migrateJobs(template)
    await template.close()
  })
}

/** A whole product over a database of its own on the server named by TEST_DATABASE_URL. */
export async function testApp(options: TestAppOptions): Promise<TestApp> {
  const log = options.log ?? silent
  const modules = [eventLog, jobs, ...options.modules]
  const file = options.file ?? (await testDatabase(options.modules))
  const clock = options.clock ?? createTestClock()
  const database = openDatabase({ url: file.url, log, max: 12, strict: true })
  const registry = createRegistry(modules)
  const app = createApp({
    registry,
    clock,
    log,
    config: { dataDir: '', secret: 'test-secret-of-32-characters-long', baseUrl: 'http://localhost' },
  })
  if (!modules.some((module) => module.name === 'identity')) app.fill(auditTrail, async () => undefined)
  app.fill(databasePort, database)
  const system = createSystemCtx(app, database)
  await options.compose?.(app, system, database)
  const loops = [...registry.readers.map(readerLoop), ...registry.loops]
  return {
    app,
    database,
    system,
    clock,
    http: createHttp({ app, system, strictOutput: true, version: 'test', openRate: UNLIMITED, keyRate: UNLIMITED }),
    workspace: (wanted) => makeWorkspace(app, database, system, wanted),
    open: async (id) => {
      const row = await system.db.one<Omit<FoundWorkspace, 'id'>>(sql`
        select public_key as "publicKey", zone, locale from workspace where id = ${id}`)
      // Whoever filled it has made staff of their own.
      return handleOf(app, database, system, { id, ...row }, `again${randomBytes(4).toString('hex')}`)
    },
    drain: async () => {
      // What another transaction holds back, a run of statistics for one, is there a moment later; a test may hold it back on purpose.
      for (let look = 0, more = true; more; look++) {
        const end = await endOfLog(system)
        const held = await hasUnsettled(system)
        await drainLoops(system, loops)
        await drainJobs(system, database)
        await drainLoops(system, loops)
        more = (held && look < MOST_LOOKS) || end !== (await endOfLog(system))
      }
    },
    close: async () => {
      await database.close()
      await file.drop()
    },
  }
}

const MOST_LOOKS = 50
const UNLIMITED = { perMinute: 1e9, burst: 1e9 }
let workspaces = 0

async function endOfLog(system: SystemCtx): Promise<string> {
  const { end } = await system.db.one<{ end: string }>(sql`select coalesce(max(tx), 0) || '/' || coalesce(max(id), 0) as end from event`)
  return end
}

async function makeWorkspace(
  app: App,
  database: Database,
  system: SystemCtx,
  wanted?: { zone?: string; locale?: 'zh' | 'en' },
): Promise<TestWorkspace> {
  const publicKey = `test${process.pid}x${++workspaces}`
  const zone = wanted?.zone ?? 'Asia/Shanghai'
  const locale = wanted?.locale ?? 'zh'
  const { id } = await system.db.one<{ id: WorkspaceId }>(sql`
    insert into workspace (public_key, name, zone, locale, created_at)
    values (${publicKey}, ${`Test ${workspaces}`}, ${zone}, ${locale}, ${app.clock.now()}) returning id`)
  const ctx = await system.enter(id)
  for (const module of app.registry.modules) await module.seed?.(ctx)
  return handleOf(app, database, system, { id, publicKey, zone, locale })
}

interface FoundWorkspace {
  readonly id: WorkspaceId
  readonly publicKey: string
  readonly zone: string
  readonly locale: 'zh' | 'en'
}

async function handleOf(
  app: App,
  database: Database,
  system: SystemCtx,
  found: FoundWorkspace,
  logins = found.publicKey,
): Promise<TestWorkspace> {
  const { id, publicKey, zone, locale } = found
  const ctx = await system.enter(id)
  const as = (actor: Actor) => createCtx(app, database, { workspaceId: id, actor, zone, locale })
  let people = 0
  return {
    id,
    publicKey,
    ctx,
    as: async (role, options = {}) => {
      const scope = options.scope ?? { kind: 'all' }
      const { accountId, staffId } = await makeStaff(ctx, system, role, scope, `${logins}-${++people}`)
      const rights = [...app.registry.rights]
        .filter(([right, roles]) => roles.includes(role) && !options.without?.includes(right))
        .map(([right]) => right)
      return as({ kind: 'staff', staffId, accountId, role, rights: new Set(rights), scope })
    },
    session: async (role, options = {}) => {
      const { accountId } = await makeStaff(ctx, system, role, options.scope ?? { kind: 'all' }, `${logins}-${++people}`)
      return openSession(ctx, system, accountId)
    },
    asMember: (memberId) => as({ kind: 'member', memberId }),
    asVisitor: () => as({ kind: 'visitor' }),
  }
}

async function openSession(ctx: Ctx, system: SystemCtx, accountId: number): Promise<Record<string, string>> {
  const token = randomBytes(32).toString('base64url')
  const now = ctx.clock.now()
  await system.db.exec(sql`
    insert into session (token_hash, account_id, current_workspace, created_at, last_seen_at, expires_at, address, agent)
    values (${createHash('sha256').update(token).digest()}, ${accountId}, ${ctx.workspaceId}, ${now}, ${now}, ${new Date(now.getTime() + 30 * 86_400_000)}, 'test', 'test')`)
  const csrf = makeCsrfToken(ctx.app.config.secret, token)
  return { cookie: `${SESSION_COOKIE}=${token}; ${CSRF_COOKIE}=${csrf}`, [CSRF_HEADER]: csrf, 'content-type': 'application/json' }
}

async function makeStaff(ctx: Ctx, system: SystemCtx, role: Role, scope: DataScope, login: string) {
  const account = await system.db.one<{ id: number }>(sql`
    insert into account (login, password_hash, display_name, locale, created_at)
    values (${login}, 'unusable', ${login}, 'zh', ${ctx.clock.now()}) returning id`)
  const staff = await ctx.db.one<{ id: number }>(sql`
    insert into staff (workspace_id, account_id, display_name, role, scope, active, created_at)
    values (${ctx.workspaceId}, ${account.id}, ${login}, ${role}, ${JSON.stringify(scope)}::jsonb, true, ${ctx.clock.now()}) returning id`)
  await system.db.exec(sql`insert into account_workspace (account_id, workspace) values (${account.id}, ${ctx.workspaceId})`)
  return { accountId: account.id, staffId: staff.id }
}
