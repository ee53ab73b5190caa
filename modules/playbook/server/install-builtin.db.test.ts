import type { Ctx } from '@grove/kernel/server'
import type { TestApp } from '@grove/testkit'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { installBuiltin } from './install-builtin.ts'
import { openWorld } from './test-world.ts'

const HAN = /tag: \p{Script=Han}/u
let t: TestApp
beforeAll(async () => {
  t = await openWorld()
})
afterAll(() => t.close())

const textsOf = (ctx: Ctx) =>
  ctx.db.rows<{ key: string; version: number; text: string }>(sql`
    select p.key, v.number as version, v.text from playbook p join playbook_version v on v.workspace_id = p.workspace_id and v.playbook_id = p.id
    where p.workspace_id = ${ctx.workspaceId} order by p.key, v.number`)

it('gives the playbooks with tags in the language of the workspace, once, and keeps them when that changes', async () => {
  const [zh, en] = [await t.workspace(), await t.workspace({ locale: 'en' })]
  for (const { ctx } of [zh, en]) await installBuiltin(ctx)
  const [chinese, english] = [await textsOf(zh.ctx), await textsOf(en.ctx)]
  expect(chinese.length).toBeGreaterThan(10)
  expect(chinese.filter(({ text }) => HAN.test(text)).length).toBeGreaterThan(5)
  expect(english.map(({ key }) => key)).toEqual(chinese.map(({ key }) => key))
  expect(english.filter(({ text }) => HAN.test(text))).toEqual([])
  for (const ctx of [en.ctx, { ...en.ctx, locale: 'zh' as const }, { ...zh.ctx, locale: 'en' as const }]) await installBuiltin(ctx)
  expect(await textsOf(en.ctx)).toEqual(english)
  expect(await textsOf(zh.ctx)).toEqual(chinese)
})
