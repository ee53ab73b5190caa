import { type Credentials, type Entry, SESSION_COOKIE, type SessionGate } from '@grove/kernel/http'
import type { SystemCtx } from '@grove/kernel/server'
import { identityErrors } from '../contract/index.ts'
import { rightsOf } from '../domain/rights.ts'
import { MEMBER_COOKIE_SECONDS, memberCookieName, memberCookieValue, readMemberCookie } from './member-cookie.ts'
import { memberStandings } from './member-standing.ts'
import { readStanding } from './read-standing.ts'
import { sessionEnd } from './session-cookie.ts'
import { liveApiKey, touchApiKey } from './store-api-key.ts'
import { liveSession, touchSession } from './store-session.ts'
import { workspaceByKey } from './store-workspace.ts'
import { hashToken } from './token.ts'

const SEEN_EVERY_MS = 5 * 60_000

export const gate: SessionGate = {
  account: async (system, credentials) => {
    const token = credentials.cookies.get(SESSION_COOKIE)
    if (!token || credentials.authorization !== undefined) return undefined
    const session = await liveSession(system.db, hashToken(token), system.clock.now())
    if (session) await seen(system, session.id, session.lastSeenAt)
    return session?.accountId
  },
  staff: (system, credentials) => (credentials.authorization === undefined ? bySession(system, credentials) : byKey(system, credentials)),
  memberPage,
}

/** Staff of the session's workspace, or of the one the page names. @throws identity.no_workspace */
async function bySession(system: SystemCtx, credentials: Credentials): Promise<Entry | undefined> {
  const token = credentials.cookies.get(SESSION_COOKIE)
  if (!token) return undefined
  const found = await readStanding(system.db, hashToken(token), credentials.workspace, system.clock.now())
  if (!found) return undefined
  await seen(system, found.sessionId, found.lastSeenAt)
  const { workspaceId, staffId, role, scope, accountId } = found
  if (workspaceId === null || staffId === null || role === null || scope === null) throw identityErrors.no_workspace()
  const rights = rightsOf(role, system.app.registry.rights, found.overrides)
  return { workspaceId, by: 'session', actor: { kind: 'staff', staffId, accountId, role, rights, scope } }
}

async function seen(system: SystemCtx, sessionId: number, lastSeenAt: Date): Promise<void> {
  const now = system.clock.now()
  if (now.getTime() - lastSeenAt.getTime() > SEEN_EVERY_MS) await touchSession(system.db, sessionId, now, sessionEnd(now))
}

const KEY = /^Bearer (grove_([a-z0-9]{1,40})_[\w-]{43})$/

/** The rights of the key that still exist; a key sees the whole workspace. */
async function byKey(system: SystemCtx, credentials: Credentials): Promise<Entry | undefined> {
  const match = KEY.exec(credentials.authorization ?? '')
  if (!match) return undefined
  const now = system.clock.now()
  const key = await liveApiKey(system.db, match[2] ?? '', hashToken(match[1] ?? ''), now)
  if (!key) return undefined
  if (!key.lastUsedAt || now.getTime() - key.lastUsedAt.getTime() > SEEN_EVERY_MS)
    await touchApiKey(system.db, key.workspaceId, key.id, now)
  const rights = new Set(key.rights.filter((right) => system.app.registry.rights.has(right)))
  return { workspaceId: key.workspaceId, by: 'apiKey', actor: { kind: 'apiKey', keyId: key.id, rights, scope: { kind: 'all' } } }
}

async function memberPage(system: SystemCtx, credentials: Credentials, publicKey: string): Promise<Entry | undefined> {
  const workspace = await workspaceByKey(system.db, publicKey)
  if (!workspace) return undefined
  const name = memberCookieName(publicKey)
  const { secret } = system.app.config
  const now = system.clock.now()
  const member = readMemberCookie(secret, workspace.id, credentials.cookies.get(name), now)
  if (!member) return { workspaceId: workspace.id, by: 'nothing', actor: { kind: 'visitor' } }
  const [standing] = system.app.registry.all(memberStandings)
  const memberId = standing ? await standing(system, workspace.id, member.memberId) : member.memberId
  if (memberId === undefined) return { workspaceId: workspace.id, by: 'nothing', actor: { kind: 'visitor' } }
  const entry: Entry = { workspaceId: workspace.id, by: 'member', actor: { kind: 'member', memberId } }
  if (!member.old && memberId === member.memberId) return entry
  const value = memberCookieValue(secret, workspace.id, memberId, now)
  return { ...entry, renew: { name, value, maxAgeSeconds: MEMBER_COOKIE_SECONDS } }
}
