import { type InputOf, kernelErrors } from '@grove/kernel/contract'
import { SESSION_COOKIE } from '@grove/kernel/http'
import type { RequestInfo, SystemCtx } from '@grove/kernel/server'
import type { revokeSession as revokeRoute, Session } from '../contract/index.ts'
import { sessionHash } from './session-cookie.ts'
import { signedIn } from './signed-in.ts'
import { deleteOtherSessions, deleteSessionById, liveSession, sessionsOf } from './store-session.ts'

export async function listSessions(system: SystemCtx, _input: object, info: RequestInfo): Promise<{ items: Session[] }> {
  return { items: await sessionsOf(system.db, signedIn(info), sessionHash(info), system.clock.now()) }
}

/** @throws kernel.not_found for a session that is not this account's */
export async function revokeSession(
  system: SystemCtx,
  { id }: InputOf<typeof revokeRoute>,
  info: RequestInfo,
): Promise<Record<string, never>> {
  const current = await liveSession(system.db, sessionHash(info), system.clock.now())
  if ((await deleteSessionById(system.db, signedIn(info), id)) === 0) throw kernelErrors.not_found()
  if (current?.id === id) info.setCookie(SESSION_COOKIE, '', { maxAgeSeconds: 0 })
  return {}
}

export async function revokeOtherSessions(system: SystemCtx, _input: object, info: RequestInfo): Promise<{ endedSessions: number }> {
  return { endedSessions: await deleteOtherSessions(system.db, signedIn(info), sessionHash(info)) }
}
