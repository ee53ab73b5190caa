import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { endpoints } from './endpoints.ts'

interface Listed {
  readonly method: string
  readonly path: string
}
const file = fileURLToPath(new URL('../../../../shared/wecom/vectors/endpoints.json', import.meta.url))
const listed = existsSync(file)
  ? (JSON.parse(readFileSync(file, 'utf8')) as { customer_contact: Listed[]; other_useful: Listed[] })
  : undefined

/** Rule groups, sensitive words, albums, archive and 微信客服 are no part of what Grove uses. */
const left = /strategy|intercept_rule|product_album|msgaudit|\/kf\/|get_chat_info|upload_by_url/

test('every endpoint that Grove uses is simulated, with its method', ({ annotate }) => {
  if (!listed) void annotate('shared/wecom/vectors/endpoints.json is not on this machine: nothing was compared')
  const have = new Set(endpoints.map(({ method, path }) => `${method} ${path}`))
  const wanted = [...(listed?.customer_contact ?? []), ...(listed?.other_useful ?? [])].map(({ method, path }) => `${method} ${path}`)
  expect(wanted.filter((one) => !left.test(one) && !have.has(one))).toEqual([])
})
