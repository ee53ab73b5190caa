import { SESSION_COOKIE } from '@grove/kernel/http'
import type { RequestInfo, SystemCtx } from '@grove/kernel/server'
import { sessionHash } from './session-cookie.ts'
import { deleteSession } from './store-session.ts'

export async function signOut(system: SystemCtx, _input: object, info: RequestInfo): Promise<Record<string, never>> {
  await deleteSession(system.db, sessionHash(info))
  info.setCookie(SESSION_COOKIE, '', { maxAgeSeconds: 0 })
  return {}
}
