import { expect, test } from 'vitest'
import { z } from 'zod'
import { route } from '../contract/index.ts'
import { endpoint, rawEndpoint } from '../server/index.ts'
import { httpFixture } from './http-fixture.ts'
import { type OpenApiDocument, openApiDocument } from './open-api.ts'
import { openApiFaults } from './open-api-faults.ts'

type Tree = { name: string; children: Tree[] }
const tree: z.ZodType<Tree> = z.lazy(() => z.object({ name: z.string(), children: z.array(tree) }))
const get = endpoint(
  route({
    method: 'GET',
    path: '/api/trees/:id',
    summary: 'Read a tree',
    access: { right: 'tree.read' },
    input: z.object({ id: z.coerce.number(), from: z.coerce.date().optional(), limit: z.number().default(5) }),
    output: z.object({ at: z.date(), tree }),
  }),
  async () => ({ at: new Date(0), tree: { name: '', children: [] } }),
)
const put = endpoint(
  route({
    method: 'PUT',
    path: '/api/trees/:id{[0-9]+}',
    summary: 'Write a tree',
    access: { right: 'tree.write' },
    input: z.object({ id: z.coerce.number(), tree }),
    output: z.object({}),
  }),
  async () => ({}),
)
const page = endpoint(
  route({
    method: 'POST',
    path: '/api/m/:ws/trees',
    summary: 'Plant',
    access: 'member',
    input: z.object({ name: z.string() }),
    output: z.object({}),
  }),
  async () => ({}),
)
const file = rawEndpoint(
  route({
    method: 'GET',
    path: '/api/m/:ws/pictures/:id',
    summary: 'Picture',
    access: 'visitor',
    input: z.object({ id: z.string() }),
    output: z.any(),
  }),
  async () => new Response(''),
)
const document = openApiDocument([get, put, page, file], { version: '1.0.0', baseUrl: 'http://localhost' })

test('the document is valid, and the check can fail', () => {
  expect(openApiFaults(document)).toEqual([])
  const operation = document.paths['/api/trees/{id}']?.['get']
  const broken = { ...document, paths: { '/api/trees/{id}': { get: { ...operation, parameters: [] } } } } as OpenApiDocument
  expect(openApiFaults(broken)).toEqual(['/api/trees/{id} get: path parameter "id" is not declared'])
})

test('path, query and body are told apart; dates are texts; recursion points into the document', () => {
  const operation = document.paths['/api/trees/{id}']?.['get']
  expect(operation?.parameters.map((one) => [one.name, one.in, one.required])).toEqual([
    ['id', 'path', true],
    ['from', 'query', false],
    ['limit', 'query', false],
  ])
  expect(operation?.parameters[1]?.schema).toMatchObject({ type: 'string', format: 'date-time' })
  expect(JSON.stringify(operation?.responses)).toContain('#/components/schemas/get_trees_id_output')
  const write = document.paths['/api/trees/{id}']?.['put']
  expect(write?.requestBody?.content['application/json']?.schema).toMatchObject({ type: 'object', required: ['tree'] })
  expect(write?.parameters.map((one) => one.name)).toEqual(['id', 'Idempotency-Key'])
  expect(document.paths['/api/m/{ws}/trees']?.['post']?.parameters.map((one) => one.name)).toEqual(['ws'])
})

test('served as JSON, and as a page to read in both languages without scripts', async () => {
  const { http } = httpFixture([get, put, page, file])
  const served = (await (await http.request('/openapi.json')).json()) as OpenApiDocument
  expect(Object.keys(served.paths)).toHaveLength(3)
  const english = await (await http.request('/docs?lang=en')).text()
  expect(english).toContain('Write a tree')
  expect(english).toContain('needs the right')
  expect(english).not.toContain('<script')
  expect(await (await http.request('/docs?lang=zh')).text()).toContain('需要权限')
})
