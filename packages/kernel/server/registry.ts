import type { EventKind, Role } from '../contract/index.ts'
import type { Extension, ExtensionPoint } from './extension.ts'
import type { DueLoop, Endpoint, Job, ModuleSpec, RawEndpoint, Reader } from './module.ts'

/** Everything the modules registered, looked up by kind. The one list of modules is in apps/server/modules.ts. */
export interface Registry {
  readonly modules: readonly ModuleSpec[]
  readonly endpoints: readonly (Endpoint | RawEndpoint)[]
  readonly jobs: readonly Job[]
  readonly readers: readonly Reader[]
  readonly loops: readonly DueLoop[]
  readonly events: ReadonlyMap<string, EventKind>
  readonly rights: ReadonlyMap<string, readonly Role[]>
  all<T>(point: ExtensionPoint<T>): readonly T[]
}

/** @throws Error when two modules claim the same event kind, right, job, reader or path. */
export function createRegistry(modules: readonly ModuleSpec[]): Registry {
  const extensions = new Map<string, unknown[]>()
  for (const extension of modules.flatMap((module): readonly Extension[] => module.provides ?? [])) {
    extensions.set(extension.point, [...(extensions.get(extension.point) ?? []), extension.value])
  }
  const endpoints = modules.flatMap((module) => module.api)
  const jobs = modules.flatMap((module) => module.jobs ?? [])
  const readers = modules.flatMap((module) => module.readers ?? [])
  const loops = modules.flatMap((module) => module.loops ?? [])
  const events = modules.flatMap((module) => module.events ?? [])
  const rights = modules.flatMap((module) => Object.entries(module.rights))
  refuseDoubles(
    'module',
    modules.map((module) => module.name),
  )
  refuseDoubles(
    'path',
    endpoints.map((e) => `${e.route.method} ${e.route.path}`),
  )
  refuseDoubles(
    'job',
    jobs.map((job) => job.name),
  )
  refuseDoubles(
    'reader',
    readers.map((reader) => reader.name),
  )
  refuseDoubles(
    'loop',
    loops.map((loop) => loop.name),
  )
  refuseDoubles(
    'event',
    events.map((event) => event.kind),
  )
  refuseDoubles(
    'right',
    rights.map(([right]) => right),
  )
  return {
    modules,
    endpoints,
    jobs,
    readers,
    loops,
    events: new Map(events.map((event) => [event.kind, event])),
    rights: new Map(rights),
    all: <T>(point: ExtensionPoint<T>) => (extensions.get(point.name) ?? []) as T[],
  }
}

function refuseDoubles(what: string, names: readonly string[]): void {
  const seen = new Set<string>()
  for (const name of names) {
    if (seen.has(name)) throw new Error(`two modules register the ${what} "${name}"`)
    seen.add(name)
  }
}
