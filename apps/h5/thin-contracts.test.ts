import { parseAst } from 'vite'
import { expect, test } from 'vitest'
import { thinContracts } from './thin-contracts.ts'

const { transform } = thinContracts()
function thin(code: string): string | undefined {
  if (typeof transform !== 'object') throw new Error('the plugin transforms with a filter')
  const context = { parse: (text: string) => parseAst(text, { lang: 'ts' }) }
  const out = transform.handler.call(context as never, code, '') as { code: string } | undefined
  return out?.code.split('\n').slice(1).join('\n')
}

test('a route keeps its method and path, and lets through what comes back', () => {
  const code =
    "export const look = route({ method: 'GET', path: of('/x'), summary: 'Look', access: { right: 'x' }, input: one, output: z.any() })"
  expect(thin(code)).toBe("export const look = { method: 'GET', path: of('/x'), output: $anything }")
})

test('what a call makes is said to be pure; functions and plain values stay as they are', () => {
  expect(thin('export const most = 9\nexport const twice = (n: number) => n * 2')).toBeUndefined()
  expect(thin("const a = 1\nexport const list = ['x'] as const\nexport const more = base.extend({ a: z.any() })")).toBe(
    "const a = 1\nexport const list = /* @__PURE__ */ (() => (['x'] as const))()\nexport const more = /* @__PURE__ */ (() => (base.extend({ a: z.any() })))()",
  )
})
