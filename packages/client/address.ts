import type { Route } from '@grove/kernel/contract'

export interface Address {
  readonly url: string
  /** What is left for the JSON body; undefined when the route takes none. */
  readonly body: Record<string, unknown> | undefined
}

/** Splits one input object the way the server joins it: path parameters, then query (GET, DELETE) or body. Arrays repeat their name in a query, objects go as JSON. */
export function addressOf(route: Pick<Route, 'method' | 'path'>, input: Record<string, unknown>, bodyIsRaw = false): Address {
  const rest = { ...input }
  const path = route.path.replace(/:(\w+)(\{[^}]*\})?/g, (_whole, name: string) => {
    const value = rest[name]
    if (value === undefined || value === null || value === '') throw new Error(`${route.method} ${route.path} needs "${name}"`)
    delete rest[name]
    return encodeURIComponent(String(value))
  })
  if (route.method !== 'GET' && route.method !== 'DELETE' && !bodyIsRaw) return { url: path, body: rest }
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(rest)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null) query.append(name, asText(one))
    }
  }
  const text = query.toString()
  return { url: text === '' ? path : `${path}?${text}`, body: undefined }
}

function asText(value: unknown): string {
  if (value instanceof Date) return value.toISOString()
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
