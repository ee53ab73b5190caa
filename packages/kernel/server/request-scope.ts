import { AsyncLocalStorage } from 'node:async_hooks'

/** The HTTP request a verb runs for; absent in jobs, readers and the CLI. */
export interface RequestScope {
  readonly id: string
  readonly address: string
}

const scopes = new AsyncLocalStorage<RequestScope>()

/** Runs `work` so that `currentRequest()` answers `scope` in everything it awaits: audit rows and log lines carry the request's id. */
export function withinRequest<T>(scope: RequestScope, work: () => T): T {
  return scopes.run(scope, work)
}

export function currentRequest(): RequestScope | undefined {
  return scopes.getStore()
}
