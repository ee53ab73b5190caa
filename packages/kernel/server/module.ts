import type { z } from 'zod'
import type { EventKind, InputOf, OutputOf, Role, Route, WorkspaceId } from '../contract/index.ts'
import type { Ctx, SystemCtx } from './context.ts'
import type { Extension } from './extension.ts'

/** A route with the verb that serves it. Workspace routes get a Ctx; `public` and `session` routes a SystemCtx plus the request. */
export interface Endpoint {
  readonly route: Route
  readonly run: (ctx: never, input: never, request: RequestInfo) => Promise<unknown>
}

/** What a verb may need of HTTP beyond its input: only sign-in, uploads and downloads do. */
export interface RequestInfo {
  readonly request: Request
  readonly accountId: number | undefined
  readonly address: string
  setCookie(name: string, value: string, options: { maxAgeSeconds: number; path?: string }): void
}

export function endpoint<R extends Route>(
  route: R,
  run: (ctx: R['access'] extends 'public' | 'session' ? SystemCtx : Ctx, input: InputOf<R>, request: RequestInfo) => Promise<OutputOf<R>>,
): Endpoint {
  return { route, run: run as Endpoint['run'] }
}

/** Uploads and downloads: the verb reads the Request and makes the Response itself; gate, size limit and errors as for any route. */
export interface RawEndpoint {
  readonly route: Route
  readonly raw: (ctx: Ctx, input: never, request: RequestInfo) => Promise<Response>
}
export function rawEndpoint<R extends Route>(
  route: R,
  raw: (ctx: Ctx, input: InputOf<R>, request: RequestInfo) => Promise<Response>,
): RawEndpoint {
  return { route, raw: raw as RawEndpoint['raw'] }
}

/** One event as readers see it. `at` is business time; `tx`, `id` give the order of the log. */
export interface StoredEvent<D = unknown> {
  readonly tx: number
  readonly id: number
  readonly kind: string
  readonly at: Date
  readonly memberId: number | null
  readonly communityId: number | null
  readonly runId: number | null
  /** False for staff and ambience helpers: left out of every figure. */
  readonly counted: boolean
  readonly data: D
}

/**
 * A reader of the log: gets batches in order, once each (its writes and its cursor commit together), and can be rebuilt.
 * `handle` runs inside the transaction: set-based, no network.
 */
export interface Reader {
  readonly name: string
  readonly kinds: readonly EventKind[] | 'all'
  readonly batch: number
  readonly handle: (ctx: Ctx, events: readonly StoredEvent[]) => Promise<void>
  /** Empties what the reader derived, before a rebuild; absent when the reader acts (triggers) and must not be replayed. */
  readonly reset?: (ctx: Ctx) => Promise<void>
}
export function reader(spec: Reader): Reader {
  return spec
}

/** A declared background job on the job queue. Must be idempotent: it may run again after a crash. */
export interface Job<N extends string = string, I extends z.ZodType = z.ZodType> {
  readonly name: N
  readonly input: I
  readonly maxAttempts: number
  /** Five-field cron line in UTC for jobs that come back by themselves; such a job runs once for each workspace. */
  readonly cron?: string
  readonly run: (ctx: Ctx, input: z.output<I>) => Promise<void>
}
export function job<const N extends string, I extends z.ZodType>(spec: Job<N, I>): Job<N, I> {
  return spec
}

export interface Turn {
  /** There may be more of it: go on at once. */
  readonly more: boolean
  /** Something was done, so others may have something to do now; equal to `more` unless told. */
  readonly worked?: boolean
}

/**
 * Due work of the product's own: claimed set by set. `due` names the workspaces that have some at `now` (a cross-workspace read);
 * `run` claims and does one batch in one of them. `nextAt` (optional) says when to look again, workspaces that sleep
 * left out: what is due there stays due, and the loop would look without pause.
 */
export interface DueLoop {
  readonly name: string
  /** Signal topics that make the loop look at once. */
  readonly wakeOn: readonly string[]
  /** After such a signal more are likely to follow: it looks once for all of this time, in milliseconds. */
  readonly gatherMs?: number
  /** Looks by itself at least this often. */
  readonly everyMs: number
  /**
   * Work that may wait while people use the product: after each turn it rests, so that turns in which the process is busy are at most this share
   * of the time. What the process only waits for, an answer of a platform, costs no rest.
   */
  readonly share?: number
  readonly due: (ctx: SystemCtx) => Promise<readonly WorkspaceId[]>
  /** Loops of this kind that look in the same moment share one statement. */
  readonly looksTogether?: boolean
  readonly run: (ctx: Ctx) => Promise<Turn>
  readonly nextAt?: (ctx: SystemCtx) => Promise<Date | undefined>
}
export function dueLoop(spec: DueLoop): DueLoop {
  return spec
}

export interface ModuleSpec {
  readonly name: string
  /** A lower tier never imports a higher one (house.md §2). */
  readonly tier: 0 | 1 | 2 | 3 | 4
  /** Rights this module asks for, and the roles that hold them unless the workspace says otherwise. */
  readonly rights: Readonly<Record<string, readonly Role[]>>
  readonly errors?: { readonly $codes: ReadonlyMap<string, unknown> }
  readonly events?: readonly EventKind[]
  readonly api: readonly (Endpoint | RawEndpoint)[]
  readonly jobs?: readonly Job[]
  readonly readers?: readonly Reader[]
  readonly loops?: readonly DueLoop[]
  /** Folder of NNNN-name.sql files, frozen once released. */
  readonly migrations?: URL
  readonly provides?: readonly Extension[]
  /** Rows a new workspace starts with. */
  readonly seed?: (ctx: Ctx) => Promise<void>
}
export function defineModule<const M extends ModuleSpec>(spec: M): M {
  return spec
}
