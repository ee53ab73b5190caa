import type { z } from 'zod'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/**
 * Who may call:
 * - `public`: anybody (still limited by rate and size)
 * - `session`: a signed-in account, no workspace needed
 * - `member`: a member page; path starts with /api/m/:ws, the member comes from the signed cookie
 * - `visitor`: the same path, cookie optional (ctx.actor is a member or a visitor)
 * - `{ right }`: staff or API key of a workspace that holds the right
 */
export type Access = 'public' | 'session' | 'member' | 'visitor' | { readonly right: string }

export interface Route<I extends z.ZodObject = z.ZodObject, O extends z.ZodType = z.ZodType, A extends Access = Access> {
  readonly method: Method
  /** Hono path, e.g. `/api/members/:id`. Path parameters, then query (GET, DELETE) or JSON body, make one input object. */
  readonly path: string
  readonly summary: string
  readonly access: A
  readonly input: I
  readonly output: O
  /** Largest accepted body in bytes; 256 KiB unless told. */
  readonly maxBytes?: number
}

/** A route is a value: server, console, member pages and OpenAPI use the same one. Input and output are parsed. */
export function route<I extends z.ZodObject, O extends z.ZodType, const A extends Access>(spec: Route<I, O, A>): Route<I, O, A> {
  return spec
}

export type InputOf<R extends Route> = z.output<R['input']>
export type OutputOf<R extends Route> = z.output<R['output']>
/** What a client passes: before coercion and defaults. */
export type CallOf<R extends Route> = z.input<R['input']>
