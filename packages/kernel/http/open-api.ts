import { z } from 'zod'
import { errorBody, type Route } from '../contract/index.ts'
import type { Endpoint, RawEndpoint } from '../server/index.ts'
import { CSRF_HEADER, SESSION_COOKIE } from './cookies.ts'
import { jsonSchema, type Schema } from './json-schema.ts'

export interface OpenApiParameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
  readonly required: boolean
  readonly description?: string
  readonly schema: Schema
}
export interface OpenApiOperation {
  readonly operationId: string
  readonly summary: string
  readonly tags: readonly string[]
  readonly security: readonly Record<string, readonly string[]>[]
  readonly parameters: readonly OpenApiParameter[]
  readonly requestBody?: { readonly required: boolean; readonly content: Record<string, { readonly schema: Schema }> }
  readonly responses: Record<string, object>
  /** The right the caller needs, for routes that need one. */
  readonly 'x-grove-right'?: string
}
export interface OpenApiDocument {
  readonly openapi: '3.1.0'
  readonly info: { readonly title: string; readonly version: string; readonly description: string }
  readonly servers: readonly { readonly url: string }[]
  readonly paths: Record<string, Record<string, OpenApiOperation>>
  readonly components: {
    readonly schemas: Record<string, Schema>
    readonly securitySchemes: Record<string, object>
    readonly responses: object
  }
}

/** OpenAPI 3.1 of every registered route, made from the same values the server parses with. */
export function openApiDocument(
  endpoints: readonly (Endpoint | RawEndpoint)[],
  about: { version: string; baseUrl: string },
): OpenApiDocument {
  const schemas: Record<string, Schema> = { Error: z.toJSONSchema(errorBody, { io: 'output' }) as Schema }
  const paths: OpenApiDocument['paths'] = {}
  for (const endpoint of endpoints) {
    const path = endpoint.route.path.replace(/:(\w+)(\{[^}]*\})?/g, '{$1}')
    const operations = (paths[path] ??= {})
    operations[endpoint.route.method.toLowerCase()] = operationOf(endpoint, schemas)
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Grove (群林)',
      version: about.version,
      description:
        'Errors are { code, data }. Writes with an API key need an Idempotency-Key; the same key and content get the first answer again for 48 hours.',
    },
    servers: [{ url: about.baseUrl }],
    paths,
    components: {
      schemas,
      securitySchemes: {
        apiKey: { type: 'http', scheme: 'bearer', description: 'An API key, made under Settings → API keys' },
        session: { type: 'apiKey', in: 'cookie', name: SESSION_COOKIE, description: `Signed-in browser; writes also send ${CSRF_HEADER}` },
        member: { type: 'apiKey', in: 'cookie', name: 'gm_{ws}', description: 'Member page after joining' },
      },
      responses: {
        Error: { description: 'What went wrong', content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } } },
      },
    },
  }
}

function operationOf(endpoint: Endpoint | RawEndpoint, schemas: Record<string, Schema>): OpenApiOperation {
  const { route } = endpoint
  const raw = 'raw' in endpoint
  const name = operationId(route)
  const inQuery = raw || route.method === 'GET' || route.method === 'DELETE'
  const { fields, pathNames } = splitInput(route, jsonSchema(route.input, 'input', `${name}_input`, schemas))
  const parameters: OpenApiParameter[] = fields
    .filter((field) => inQuery || pathNames.has(field.name))
    .map((field) => ({
      name: field.name,
      in: pathNames.has(field.name) ? 'path' : 'query',
      required: pathNames.has(field.name) || field.required,
      schema: field.schema,
    }))
  // A path parameter the verb has no use for (the workspace of a member page) is still part of the address.
  for (const missing of pathNames) {
    if (!parameters.some((one) => one.name === missing))
      parameters.push({ name: missing, in: 'path', required: true, schema: { type: 'string' } })
  }
  const right = typeof route.access === 'object' ? route.access.right : undefined
  const write = route.method !== 'GET'
  if (write && right !== undefined)
    parameters.push({
      name: 'Idempotency-Key',
      in: 'header',
      required: false,
      description: 'Required with an API key',
      schema: { type: 'string', maxLength: 200 },
    })
  const body = inQuery ? undefined : fields.filter((field) => !pathNames.has(field.name))
  return {
    operationId: name,
    summary: route.summary,
    tags: [tagOf(route)],
    security: securityOf(route),
    parameters,
    ...(raw && write ? { requestBody: { required: true, content: { 'application/octet-stream': { schema: {} } } } } : {}),
    ...(body && body.length > 0 ? { requestBody: { required: true, content: { 'application/json': { schema: objectOf(body) } } } } : {}),
    responses: {
      '200': {
        description: 'Done',
        content: raw
          ? { '*/*': { schema: {} } }
          : { 'application/json': { schema: jsonSchema(route.output, 'output', `${name}_output`, schemas) } },
      },
      default: { $ref: '#/components/responses/Error' },
    },
    ...(right === undefined ? {} : { 'x-grove-right': right }),
  }
}

interface Field {
  readonly name: string
  readonly schema: Schema
  readonly required: boolean
}

function splitInput(route: Route, input: Schema): { fields: Field[]; pathNames: Set<string> } {
  const required = new Set(Array.isArray(input['required']) ? (input['required'] as string[]) : [])
  const fields = Object.entries((input['properties'] ?? {}) as Record<string, Schema>).map(([name, schema]) => ({
    name,
    schema,
    required: required.has(name),
  }))
  return { fields, pathNames: new Set([...route.path.matchAll(/:(\w+)/g)].map((match) => match[1] ?? '')) }
}

function objectOf(fields: readonly Field[]): Schema {
  const required = fields.filter((field) => field.required).map((field) => field.name)
  return {
    type: 'object',
    properties: Object.fromEntries(fields.map((field) => [field.name, field.schema])),
    ...(required.length > 0 ? { required } : {}),
  }
}

function securityOf(route: Route): Record<string, readonly string[]>[] {
  if (route.access === 'public') return []
  if (route.access === 'session') return [{ session: [] }]
  if (route.access === 'member') return [{ member: [] }]
  return route.access === 'visitor' ? [{}, { member: [] }] : [{ apiKey: [] }, { session: [] }]
}

function operationId(route: Route): string {
  return `${route.method.toLowerCase()}_${route.path
    .replace(/^\/api\//, '')
    .replace(/\{[^}]*\}/g, '')
    .replace(/[^\w]+/g, '_')}`
}

function tagOf(route: Route): string {
  const parts = route.path.split('/').filter((part) => part !== 'api' && part !== '')
  return parts[0] === 'm' ? 'member pages' : (parts[0] ?? 'other')
}
