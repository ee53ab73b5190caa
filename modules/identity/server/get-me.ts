import type { InputOf } from '@grove/kernel/contract'
import { WORKSPACE_HEADER } from '@grove/kernel/http'
import type { RequestInfo, SystemCtx } from '@grove/kernel/server'
import { identityErrors, type Me, type switchWorkspace as switchRoute } from '../contract/index.ts'
import { readMe } from './read-me.ts'
import { sessionHash } from './session-cookie.ts'
import { signedIn } from './signed-in.ts'
import { liveSession, moveSession } from './store-session.ts'

/** Where the page stands decides, then the session; a session whose workspace is gone moves to the first one left. */
export async function getMe(system: SystemCtx, _input: object, info: RequestInfo): Promise<Me> {
  const hash = sessionHash(info)
  const session = await liveSession(system.db, hash, system.clock.now())
  const header = info.request.headers.get(WORKSPACE_HEADER)
  const wanted = header ? (/^\d+$/.test(header) ? Number(header) : header) : (session?.workspaceId ?? null)
  const me = await readMe(system, signedIn(info), wanted)
  const stands = me.workspaces.some((one) => one.id === session?.workspaceId)
  if (!stands && me.workspace) await moveSession(system.db, hash, me.workspace.id)
  return me
}

/** @throws identity.no_workspace when the account is not staff there */
export async function switchWorkspace(system: SystemCtx, { workspaceId }: InputOf<typeof switchRoute>, info: RequestInfo): Promise<Me> {
  const me = await readMe(system, signedIn(info), workspaceId)
  if (me.workspace?.id !== workspaceId) throw identityErrors.no_workspace()
  await moveSession(system.db, sessionHash(info), workspaceId)
  return me
}
