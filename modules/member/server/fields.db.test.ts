import { identity } from '@grove/identity/server'
import { type TestApp, type TestWorkspace, testApp } from '@grove/testkit'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { exportMembers } from './export-members.ts'
import { archiveField, fieldNamers, fieldUses, listFields, orderFields, saveField } from './fields.ts'
import { createMember, createMembers, getMember, importMembersFromStream, member, setAttribute, updateMember } from './index.ts'

let t: TestApp
let ws: TestWorkspace
beforeAll(async () => {
  const naming = fieldNamers.of(async (_ctx, key) =>
    key === '宠物' ? [{ kind: 'playbook', name: '养宠 14 天', path: '/playbooks/1' }] : [],
  )
  t = await testApp({ modules: [identity, { ...member, provides: [...member.provides, naming] }] })
})
beforeEach(async () => {
  ws = await t.workspace()
})
afterAll(() => t.close())

const field = { labelZh: '宠物', labelEn: 'Pet', key: '宠物', type: 'single' as const, options: ['猫', '狗'] }

describe('a field of our own', () => {
  it('is made by those with the right only, keeps its type, and needs options where it is a choice', async () => {
    const asked = async (role: 'viewer' | 'head') =>
      (
        await t.http.request('/api/member-fields', {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...(await ws.session(role)) },
          body: JSON.stringify(field),
        })
      ).status
    expect(await asked('viewer')).toBe(403)
    expect(await asked('head')).toBe(200)
    await expect(saveField(ws.ctx, { ...field, type: 'text' })).rejects.toMatchObject({ code: 'member.field_type_stays' })
    await expect(saveField(ws.ctx, { ...field, options: [] })).rejects.toMatchObject({ code: 'member.field_options_missing' })
    const number = { labelZh: '次数', labelEn: 'Visits', key: '次数', type: 'number' as const }
    await expect(saveField(ws.ctx, { ...number, rules: { min: 5, max: 1 } })).rejects.toMatchObject({ code: 'member.field_rules' })
    await saveField(ws.ctx, number)
    await orderFields(ws.ctx, { keys: ['次数', '宠物'] })
    expect((await listFields(ws.ctx)).items.map((one) => one.key)).toEqual(['次数', '宠物'])
    expect((await listFields((await t.workspace()).ctx)).items).toEqual([])
  })

  it('checks every way in: making, changing, many at once, a file', async () => {
    await saveField(ws.ctx, field)
    await saveField(ws.ctx, { labelZh: '生日', labelEn: 'Birthday', key: '生日', type: 'date', required: true })
    const [id = 0] = await createMembers(ws.ctx, [{ displayName: '王小明', phone: '13800138000' }])
    const head = await ws.as('head')
    await expect(createMember(head, { displayName: '李四', attributes: { 宠物: '鱼' } })).rejects.toMatchObject({
      code: 'member.field_not_option',
    })
    await expect(updateMember(head, { id, attributes: { 生日: '2026-02-30' } })).rejects.toMatchObject({ code: 'member.field_not_date' })
    await expect(setAttribute(head, { memberIds: [id], key: '宠物', value: '龙' })).rejects.toMatchObject({
      code: 'member.field_not_option',
    })
    await updateMember(head, { id, attributes: { 生日: '1990年3月5日', 随便: 'x' } })
    await expect(setAttribute(head, { memberIds: [id], key: '生日', value: null })).rejects.toMatchObject({ code: 'member.field_required' })
    expect((await getMember(ws.ctx, { id })).attributes).toEqual({ 生日: '1990-03-05', 随便: 'x' })
    const text = '姓名,手机,宠物,生日\n甲,13900139001,猫,1991/1/2\n乙,13900139002,鱼,\n丙,13900139003,狗,下月\n'
    const bytes = (async function* () {
      yield new TextEncoder().encode(text)
    })()
    const columns = ['displayName', 'phone', 'attribute:宠物', 'attribute:生日'] as const
    const report = await importMembersFromStream(ws.ctx, bytes, { fileName: 'a.csv', columns })
    expect(report).toMatchObject({ created: 1, failed: 2 })
    expect(report.errors.map((one) => [one.line, one.column, one.code, one.value])).toEqual([
      [3, '宠物', 'bad_field', '鱼'],
      [4, '生日', 'bad_field', '下月'],
    ])
  })

  it('is seen and changed by its roles only, on the page and in the file', async () => {
    await saveField(ws.ctx, { ...field, key: '病史', type: 'text', roles: ['sales'] })
    const [id = 0] = await createMembers(ws.ctx, [{ displayName: '王小明', attributes: { 病史: '花粉', 城区: '东' } }])
    const operator = await ws.as('operator')
    expect((await getMember(operator, { id })).attributes).toEqual({ 城区: '东' })
    expect((await getMember(await ws.as('sales'), { id })).attributes).toEqual({ 病史: '花粉', 城区: '东' })
    expect((await listFields(operator)).items).toEqual([])
    expect(await (await exportMembers(operator, {})).text()).not.toContain('花粉')
    expect(await (await exportMembers(await ws.as('head'), {})).text()).toContain('花粉')
    await expect(setAttribute(operator, { memberIds: [id], key: '病史', value: '无' })).rejects.toMatchObject({
      code: 'member.field_hidden',
    })
  })

  it('says where it is used before it is put away; values stay, and nothing is checked any more', async () => {
    await saveField(ws.ctx, field)
    const [id = 0] = await createMembers(ws.ctx, [{ displayName: '王小明', attributes: { 宠物: '猫' } }])
    expect(await fieldUses(ws.ctx, { key: '宠物' })).toEqual({
      items: [{ kind: 'playbook', name: '养宠 14 天', path: '/playbooks/1' }],
      members: 1,
      more: false,
    })
    await expect(archiveField(ws.ctx, { key: '宠物', archived: true, anyway: false })).rejects.toMatchObject({
      code: 'member.field_in_use',
      data: { key: '宠物', where: ['养宠 14 天'] },
    })
    expect(await archiveField(ws.ctx, { key: '宠物', archived: true, anyway: true })).toEqual({ changed: 1 })
    await setAttribute(ws.ctx, { memberIds: [id], key: '宠物', value: '仓鼠' })
    expect((await getMember(ws.ctx, { id })).attributes).toEqual({ 宠物: '仓鼠' })
    await expect(archiveField(ws.ctx, { key: '没有', archived: true, anyway: false })).rejects.toMatchObject({
      code: 'member.field_not_found',
    })
  })
})
