import { z } from 'zod'

/**
 * What a second call does: `read` nothing, `set` nothing new, `once` something a second time.
 * It decides what may be asked again after an answer was lost.
 */
export type Effect = 'read' | 'set' | 'once'

/** One endpoint as a value: client, simulator and documentation read the same. */
export interface Endpoint<Request extends z.ZodType = z.ZodType, Reply extends z.ZodType = z.ZodType> {
  readonly name: string
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly effect: Effect
  /** `app`: access_token of the app. `none`: needs no token (gettoken, the robot's key). */
  readonly token: 'app' | 'none'
  /** Fields of a POST that go into the query. */
  readonly query: readonly string[]
  readonly request: Request
  /** The reply without errcode and errmsg, as it is when errcode is 0. Fields it does not name are kept. */
  readonly reply: Reply
  /** `multipart`: the one field `media` is a file. */
  readonly body: 'json' | 'multipart'
}

interface Given<Request extends z.ZodType, Reply extends z.ZodType> {
  readonly request: Request
  readonly reply: Reply
  readonly token?: 'app' | 'none'
  readonly query?: readonly string[]
  readonly body?: 'json' | 'multipart'
}

function endpoint(method: 'GET' | 'POST', effect: Effect) {
  return <Request extends z.ZodType, Reply extends z.ZodType>(path: string, given: Given<Request, Reply>): Endpoint<Request, Reply> => ({
    name: path.replace('/cgi-bin/', ''),
    method,
    path,
    effect,
    token: given.token ?? 'app',
    query: given.query ?? [],
    body: given.body ?? 'json',
    request: given.request,
    reply: given.reply,
  })
}

export const get = endpoint('GET', 'read')
/** A POST that only reads. */
export const read = endpoint('POST', 'read')
/** A POST that may be repeated: the state is the same after it. */
export const set = endpoint('POST', 'set')
/** A POST that does something again each time. */
export const once = endpoint('POST', 'once')

/** A number that some replies write as text. */
export const int = z.union([
  z.number().int(),
  z
    .string()
    .regex(/^-?\d{1,15}$/)
    .transform(Number),
])
/** A list that may be absent or null where it is empty. */
export const list = <Item extends z.ZodType>(item: Item) =>
  z
    .array(item)
    .nullish()
    .transform((items) => items ?? [])
export const reply = z.looseObject
export const done = z.looseObject({})
/** Absent or empty: the end. */
export const nextCursor = z
  .string()
  .nullish()
  .transform((cursor) => cursor || null)

export const userid = z.string().min(1).max(64)
export const externalUserid = z.string().min(1).max(64)
export const chatId = z.string().min(1).max(64)
/** Texts are limited by bytes of UTF-8. */
export const bytes = (most: number) =>
  z.string().refine((text) => new TextEncoder().encode(text).length <= most, { error: `more than ${most} bytes` })
export const cursor = z.string().max(1000).optional()
