import { readCookies, SESSION_COOKIE } from '@grove/kernel/http'
import type { RequestInfo, SystemCtx } from '@grove/kernel/server'
import { deleteExpiredSessions, deleteSession, insertSession } from './store-session.ts'
import { hashToken, newToken } from './token.ts'

export const SESSION_DAYS = 30
export const sessionEnd = (now: Date): Date => new Date(now.getTime() + SESSION_DAYS * 86_400_000)

/** Digest of the session cookie the request came with; of nothing when there is none, which no session has. */
export function sessionHash(info: Pick<RequestInfo, 'request'>): Buffer {
  return hashToken(readCookies(info.request.headers.get('cookie')).get(SESSION_COOKIE) ?? '')
}

/** A fresh session for the account; the one the browser came with ends, so nobody can plant a session to be signed in later. */
export async function startSession(
  system: Pick<SystemCtx, 'db' | 'clock'>,
  info: RequestInfo,
  accountId: number,
  workspaceId: number | null,
): Promise<void> {
  const token = await openSession(system, accountId, workspaceId, {
    address: info.address,
    agent: (info.request.headers.get('user-agent') ?? '').slice(0, 300),
  })
  await deleteSession(system.db, sessionHash(info))
  await deleteExpiredSessions(system.db, system.clock.now())
  info.setCookie(SESSION_COOKIE, token, { maxAgeSeconds: SESSION_DAYS * 86_400 })
}

/** Value for the session cookie `grove_session`; for sign-in, tests and tools. */
export async function openSession(
  system: Pick<SystemCtx, 'db' | 'clock'>,
  accountId: number,
  workspaceId: number | null,
  from: { address: string; agent: string } = { address: '', agent: '' },
): Promise<string> {
  const token = newToken()
  const now = system.clock.now()
  await insertSession(system.db, { tokenHash: hashToken(token), accountId, workspaceId, at: now, expiresAt: sessionEnd(now), ...from })
  return token
}
