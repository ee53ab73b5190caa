import type { WorkspaceId } from '../contract/index.ts'
import { type Actor, port, type SystemCtx } from '../server/index.ts'
import { readCookies, WORKSPACE_HEADER } from './cookies.ts'

/** What a caller shows at the door; made alike from a Request and from the headers of a socket upgrade. */
export interface Credentials {
  readonly cookies: ReadonlyMap<string, string>
  /** The Authorization header; when present, cookies are not looked at. */
  readonly authorization: string | undefined
  /** Number or public key of the workspace the page stands in; without it the session's own. */
  readonly workspace: string | undefined
}

/** `header` answers a request header by lower-case name. */
export function credentialsOf(header: (name: string) => string | null | undefined): Credentials {
  return {
    cookies: readCookies(header('cookie')),
    authorization: header('authorization') ?? undefined,
    workspace: header(WORKSPACE_HEADER) ?? undefined,
  }
}

export interface Entry {
  readonly workspaceId: WorkspaceId
  readonly actor: Actor
  /** What proved it: a browser sends cookies by itself, so writes by cookie need the CSRF token. */
  readonly by: 'session' | 'apiKey' | 'member' | 'nothing'
  /** A cookie to hand back, e.g. a member cookie that grew old. */
  readonly renew?: { readonly name: string; readonly value: string; readonly maxAgeSeconds: number }
}

/** Who is at the door. The identity module fills it; HTTP and sockets ask it. */
export interface SessionGate {
  /** The account of the session cookie; undefined when nobody is signed in. */
  account(system: SystemCtx, credentials: Credentials): Promise<number | undefined>
  /** Staff or API key. Undefined when nobody is signed in. @throws GroveError when signed in but not staff of that workspace */
  staff(system: SystemCtx, credentials: Credentials): Promise<Entry | undefined>
  /** Member or visitor of the workspace with this public key; undefined when there is no such workspace. */
  memberPage(system: SystemCtx, credentials: Credentials, publicKey: string): Promise<Entry | undefined>
}
export const sessionGate = port<SessionGate>('sessionGate')
