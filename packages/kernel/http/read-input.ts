import { z } from 'zod'
import { kernelErrors, type Route } from '../contract/index.ts'

type Fields = Record<string, unknown>

/**
 * Path parameters, then query (GET, DELETE, raw bodies) or JSON body, as one object parsed by the route.
 * @throws kernel.invalid_input
 */
export function parseInput(route: Route, params: Readonly<Record<string, string>>, rest: URLSearchParams | Fields): Fields {
  const shape = route.input.shape as Record<string, z.ZodType | undefined>
  const fields: Fields = rest instanceof URLSearchParams ? readQuery(shape, rest) : { ...rest }
  for (const [name, text] of Object.entries(params)) if (name in shape) fields[name] = readText(shape[name], text)
  const parsed = route.input.safeParse(fields)
  if (!parsed.success) throw kernelErrors.invalid_input({ issues: parsed.error.issues.map(issueOf) })
  return parsed.data
}

/** @throws kernel.invalid_input when the text is not a JSON object */
export function parseJsonObject(text: string, contentType: string | null): Fields {
  if (text === '') return {}
  if (!contentType?.toLowerCase().startsWith('application/json'))
    throw bodyFault('content_type', 'the body must be sent as application/json')
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw bodyFault('json', (error as Error).message)
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw bodyFault('json', 'the body must be a JSON object')
  return value as Fields
}

function bodyFault(code: string, message: string) {
  return kernelErrors.invalid_input({ issues: [{ path: '', code, message }] })
}

function issueOf(issue: z.core.$ZodIssue) {
  const custom = issue.code === 'custom' ? issue.params?.['code'] : undefined
  return { path: issue.path.join('.'), code: typeof custom === 'string' ? custom : issue.code, message: issue.message }
}

function readQuery(shape: Readonly<Record<string, z.ZodType | undefined>>, query: URLSearchParams): Fields {
  const out: Fields = {}
  for (const name of new Set(query.keys())) {
    const schema = bare(shape[name])
    const texts = query.getAll(name)
    out[name] =
      schema instanceof z.ZodArray ? texts.map((text) => readText(schema.element as z.ZodType, text)) : readText(schema, texts[0] ?? '')
  }
  return out
}

/** A query holds texts only; numbers, booleans and objects are read by what the contract expects there. */
function readText(wanted: z.ZodType | undefined, text: string): unknown {
  const schema = bare(wanted)
  if (schema instanceof z.ZodNumber && text.trim() !== '') return Number.isNaN(Number(text)) ? text : Number(text)
  if (schema instanceof z.ZodBoolean && (text === 'true' || text === 'false')) return text === 'true'
  if ((schema instanceof z.ZodObject || schema instanceof z.ZodRecord) && text.startsWith('{')) return tryJson(text)
  return text
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function bare(schema: z.ZodType | undefined): z.ZodType | undefined {
  let current = schema
  while (current instanceof z.ZodOptional || current instanceof z.ZodNullable || current instanceof z.ZodDefault)
    current = current.unwrap() as z.ZodType
  return current
}
