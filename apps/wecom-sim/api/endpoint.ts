import type { Platform } from '../world/platform.ts'
import type { CorpApp, World } from '../world/world.ts'
import type { Fields } from './fields.ts'

export interface Upload {
  readonly name: string
  readonly contentType: string
  readonly bytes: Uint8Array
}

/** One request, after token, address and permission were looked at. */
export interface Call {
  readonly platform: Platform
  readonly world: World
  readonly now: number
  readonly app: CorpApp
  readonly query: Fields
  readonly body: Fields
  readonly upload: Upload | null
}

/** What stands beside errcode and errmsg, or bytes. */
export type Answer = Readonly<Record<string, unknown>> | { readonly bytes: Uint8Array; readonly contentType: string; readonly name: string }

export interface Endpoint {
  readonly method: 'GET' | 'POST'
  readonly path: string
  /** open: no token; app: any token; contacts: an app that may serve customers. */
  readonly access: 'open' | 'app' | 'contacts'
  readonly run: (call: Call) => Answer
}

const on =
  (method: Endpoint['method'], access: Endpoint['access']) =>
  (path: string, run: Endpoint['run']): Endpoint => ({ method, path: `/cgi-bin/${path}`, access, run })

export const open = { get: on('GET', 'open'), post: on('POST', 'open') }
export const app = { get: on('GET', 'app'), post: on('POST', 'app') }
export const contacts = {
  get: (path: string, run: Endpoint['run']) => on('GET', 'contacts')(`externalcontact/${path}`, run),
  post: (path: string, run: Endpoint['run']) => on('POST', 'contacts')(`externalcontact/${path}`, run),
}
