import type { Route } from '@grove/kernel/contract'

/** Cache key of a route's answers; without input it covers all of them. */
export function routeKey(route: Pick<Route, 'method' | 'path'>, input?: unknown): readonly unknown[] {
  const head = `${route.method} ${route.path}`
  return input === undefined ? [head] : [head, input]
}
