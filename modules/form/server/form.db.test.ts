import { addMembers, community, createCommunity } from '@grove/community/server'
import { evaluate, factsOf } from '@grove/condition-kit/contract'
import { conditionKindsOf, conditionLookups, loadFacts, prepareConditions } from '@grove/condition-kit/server'
import { identity } from '@grove/identity/server'
import type { Ctx } from '@grove/kernel/server'
import { createMembers, getMember, member } from '@grove/member/server'
import { type TestApp, type TestWorkspace, testApp } from '@grove/testkit'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { formTemplates } from '../domain/templates.ts'
import { answerForm, openForm } from './answer-form.ts'
import { changeFormState } from './change-form-state.ts'
import { createForm } from './create-form.ts'
import { exportAnswers } from './export-answers.ts'
import { form } from './index.ts'
import { lookAtForm } from './look-at-form.ts'
import { formsOfMember, listAnswers } from './read-answers.ts'
import { readFormFigures } from './read-figures.ts'
import { getForm, listForms } from './read-forms.ts'
import { removeForm } from './remove-form.ts'
import { saveForm } from './save-form.ts'
import { insertAsks } from './store-answer.ts'

const template = formTemplates('zh')[0] as ReturnType<typeof formTemplates>[number]
const full = { city: '310100', industry: 'food', needs: ['knowledge', 'deals'], title: '店长' }

let t: TestApp
let ws: TestWorkspace
let head: Ctx
beforeAll(async () => {
  t = await testApp({ modules: [identity, member, community, form] })
})
beforeEach(async () => {
  t.clock.set('2026-11-02T02:00:00Z')
  ws = await t.workspace()
  head = await ws.as('head')
})
afterAll(() => t.close())

async function openCard(): Promise<{ id: number; code: string }> {
  const { id } = await createForm(head, { ...template })
  await changeFormState(head, { id, to: 'open' })
  return { id, code: (await getForm(head, { id })).publicCode }
}

async function group(names: readonly string[], role: 'member' | 'ambience' = 'member') {
  const { id, publicCode } = await createCommunity(ws.ctx, { type: 'newcomer', name: `群 ${names.join('')}` })
  const ids = await createMembers(
    ws.ctx,
    names.map((displayName) => ({ displayName, ...(role === 'ambience' && { kind: 'ambience' as const }) })),
  )
  await ws.ctx.db.exec(sql`update community set state = 'active' where workspace_id = ${ws.id} and id = ${id}`)
  await addMembers(ws.ctx, { id, memberIds: ids, role })
  return { id, from: publicCode, ids }
}

const at = (code: string, rest: object = {}) => ({ ws: ws.publicKey, code, ...rest })
const answer = (
  memberId: number,
  code: string,
  answers: Record<string, string | number | string[]>,
  rest: { from?: string; share?: boolean } = {},
) => answerForm(ws.asMember(memberId), { ...at(code), answers, share: rest.share ?? false, ...(rest.from ? { from: rest.from } : {}) })
const tagsOf = async (id: number) => (await getMember(ws.ctx, { id })).tags.map((tag) => tag.name).toSorted()

describe('making a form', () => {
  it('refuses a key twice, opening it empty, removing what was answered', async () => {
    const { id } = await createForm(head, { ...template, questions: [] })
    await expect(createForm(head, { ...template })).rejects.toMatchObject({ code: 'form.key_taken' })
    await expect(changeFormState(head, { id, to: 'open' })).rejects.toMatchObject({ code: 'form.no_questions' })
    await saveForm(head, { id, ...template })
    await changeFormState(head, { id, to: 'open' })
    await expect(saveForm(head, { id, ...template, questions: [] })).rejects.toMatchObject({ code: 'form.no_questions' })
    const { ids } = await group(['小林'])
    await answer(ids[0] as number, (await getForm(head, { id })).publicCode, full)
    await changeFormState(head, { id, to: 'closed' })
    await expect(removeForm(head, { id })).rejects.toMatchObject({ code: 'form.has_answers', data: { answers: 1 } })
  })

  it('makes a version of other questions only, and leaves a trace', async () => {
    const { id } = await createForm(head, { ...template })
    expect(await saveForm(head, { id, ...template, title: '新标题' })).toEqual({ version: 1 })
    const questions = template.questions.map((one) => (one.key === 'title' ? { ...one, label: '你的工作' } : one))
    expect(await saveForm(head, { id, ...template, questions })).toEqual({ version: 2 })
    expect(await changeFormState(head, { id, to: 'open' })).toEqual({ changed: 1 })
    expect(await changeFormState(head, { id, to: 'open' })).toEqual({ changed: 0 })
    const trail = await ws.ctx.db.rows<{ verb: string }>(
      sql`select verb from audit where workspace_id = ${ws.id} and verb like 'form.%' order by id`,
    )
    expect(trail.map((row) => row.verb)).toEqual(['form.create', 'form.update', 'form.update', 'form.state'])
    expect(await removeForm(head, { id })).toEqual({ changed: 1 })
    await expect(getForm(head, { id })).rejects.toMatchObject({ code: 'form.not_found' })
  })
})

describe('answering', () => {
  it('refuses drafts, closed forms, wrong answers, and codes of another workspace; nothing is kept', async () => {
    const { ids, from } = await group(['小林'])
    const me = ids[0] as number
    const draft = await createForm(head, { ...template, key: 'draft' })
    const { publicCode } = await getForm(head, draft)
    await expect(lookAtForm(ws.asMember(me), at(publicCode))).rejects.toMatchObject({ code: 'form.not_found' })
    await expect(answer(me, publicCode, full)).rejects.toMatchObject({ code: 'form.not_found' })
    const { id, code } = await openCard()
    await expect(answer(me, code, { city: '1', needs: ['knowledge', 'deals', 'life', 'peers'] })).rejects.toMatchObject({
      code: 'form.answers_wrong',
      data: {
        problems: [
          { question: 'city', problem: 'unknown_region' },
          { question: 'industry', problem: 'required' },
          { question: 'needs', problem: 'too_many' },
        ],
      },
    })
    const other = await t.workspace()
    await expect(lookAtForm(other.asVisitor(), { ws: other.publicKey, code })).rejects.toMatchObject({ code: 'form.not_found' })
    await changeFormState(head, { id, to: 'closed' })
    await expect(answer(me, code, full, { from })).rejects.toMatchObject({ code: 'form.not_open' })
    expect((await listAnswers(head, { id, limit: 10 })).items).toEqual([])
    expect(await tagsOf(me)).toEqual([])
  })

  it('writes fields, attributes and tags at once, takes back what is no longer so, and tells the log without the answers', async () => {
    const { ids, from, id: communityId } = await group(['小林'])
    const me = ids[0] as number
    const { id, code } = await openCard()
    expect(await answer(me, code, { ...full, sources: ['video'], offer: '选址' }, { from })).toEqual({ first: true })
    expect(await getMember(ws.ctx, { id: me })).toMatchObject({
      city: '上海市',
      industry: '餐饮食品',
      title: '店长',
      attributes: { 信息来源: '短视频', 可以提供: '选址' },
    })
    expect(await tagsOf(me)).toEqual(['需求：优惠', '需求：知识'])
    const { id: tagId } = await ws.ctx.db.one<{ id: number }>(sql`select id from tag where workspace_id = ${ws.id} and name = '需求：知识'`)
    const uses = await t.http.request(`/api/tags/${tagId}/uses`, { headers: await ws.session('head') })
    expect(await uses.json()).toEqual({ items: [{ kind: 'form', name: '新朋友资料卡', path: `/forms/${id}` }] })
    expect(await answer(me, code, { ...full, needs: ['life'] })).toEqual({ first: false })
    expect(await tagsOf(me)).toEqual(['需求：生活'])
    const events = await ws.ctx.db.rows<object>(sql`
      select community_id as "communityId", data from event where workspace_id = ${ws.id} and kind = 'form.answered' order by id`)
    expect(events).toEqual([
      { communityId, data: { formId: id, form: 'newcomer-card', version: 1, first: true } },
      { communityId: null, data: { formId: id, form: 'newcomer-card', version: 1, first: false } },
    ])
    const page = await lookAtForm(ws.asMember(me), at(code))
    expect(page.you?.answers).toEqual({ ...full, needs: ['life'] })
    expect((await listAnswers(head, { id, limit: 10 })).items).toMatchObject([{ memberId: me, communityId }])
  })

  it('is once, however often it is tapped at the same moment', async () => {
    const { ids } = await group(['小林'])
    const { code } = await openCard()
    const taps = await Promise.all(Array.from({ length: 6 }, () => answer(ids[0] as number, code, full)))
    expect(taps.filter((tap) => tap.first)).toHaveLength(1)
  })

  it('shows the previous newcomer of the same group, if they let it, to members only', async () => {
    const here = await group(['甲', '乙', '丙'])
    const there = await group(['丁'])
    const { code } = await openCard()
    const [one, two, three] = here.ids as [number, number, number]
    await answer(one, code, full, { from: here.from, share: true })
    t.clock.advance({ minutes: 5 })
    await answer(two, code, full, { from: here.from })
    await answer(there.ids[0] as number, code, full, { from: there.from, share: true })
    const seen = await lookAtForm(ws.asMember(three), at(code, { from: here.from }))
    expect(seen.example?.name).toBe('甲')
    expect(seen.example?.lines.map((line) => line.key)).toEqual(['city', 'industry', 'title', 'needs'])
    expect((await lookAtForm(ws.asMember(one), at(code, { from: here.from }))).example).toBeNull()
    expect((await lookAtForm(ws.asVisitor(), at(code, { from: here.from }))).example).toBeNull()
    expect((await lookAtForm(ws.asVisitor(), at(code))).you).toBeNull()
  })
})

describe('the condition "has answered"', () => {
  it('says the same of facts and in SQL, and offers forms by their name to those who may see them', async () => {
    const { ids } = await group(['甲', '乙'])
    const { code } = await openCard()
    await answer(ids[1] as number, code, full)
    const asked = [
      { kind: 'formAnswered', form: template.key },
      { kind: 'formAnswered', form: 'nowhere' },
    ]
    const kinds = conditionKindsOf(t.app)
    const { where } = await prepareConditions(ws.ctx, asked)
    const facts = await loadFacts(ws.ctx, {
      communityId: 0,
      runStartAt: null,
      memberIds: ids,
      keys: asked.flatMap((one) => factsOf(one, kinds)),
    })
    const found = await Promise.all(
      asked.map((one) =>
        ws.ctx.db.rows<{ id: number }>(sql`
      select m.id from member m where m.workspace_id = ${ws.id} and ${where(one)} order by m.id`),
      ),
    )
    expect(found.map((rows) => rows.map((row) => row.id))).toEqual([[ids[1]], []])
    expect(asked.map((one) => ids.filter((id) => evaluate(one, facts.get(id) ?? {}, kinds)))).toEqual([[ids[1]], []])
    const [lookup] = t.app.registry.all(conditionLookups).filter((one) => one.name === 'form')
    expect(await lookup?.search(head, '资料')).toEqual([{ value: 'newcomer-card', label: '新朋友资料卡' }])
    await expect(lookup?.search(await ws.as('viewer', { without: ['form.read'] }), '')).rejects.toMatchObject({ code: 'kernel.forbidden' })
  })
})

describe('figures', () => {
  it('count members who were asked, opened and answered; helpers and other groups apart', async () => {
    const here = await group(['甲', '乙', '丙', '丁'])
    const helper = await group(['托'], 'ambience')
    const { id, code } = await openCard()
    const asked = (memberId: number, communityId: number) => ({ formId: id, form: template.key, memberId, communityId, runId: 0 })
    expect(
      await insertAsks(
        ws.ctx,
        [...here.ids.slice(0, 3), helper.ids[0] as number].map((one) => asked(one, here.id)),
      ),
    ).toHaveLength(4)
    expect(await insertAsks(ws.ctx, [asked(here.ids[0] as number, here.id)])).toEqual([])
    t.clock.advance({ minutes: 30 })
    const [one, two, , four] = here.ids as [number, number, number, number]
    expect(await openForm(ws.asMember(two), at(code, { from: here.from }))).toEqual({ noted: true })
    expect(await openForm(ws.asMember(two), at(code, { from: here.from }))).toEqual({ noted: false })
    await answer(one, code, full, { from: here.from })
    await answer(four, code, { ...full, industry: 'retail', needs: ['deals'] }, { from: here.from })
    await answer(helper.ids[0] as number, code, full, { from: here.from })
    const figures = await readFormFigures(head, { id })
    expect(figures).toMatchObject({ asked: 3, opened: 2, answeredOfAsked: 1, answered: 2, medianMinutes: 30 })
    const byKey = new Map(figures.questions.map((one) => [one.key, one]))
    expect(byKey.get('needs')).toMatchObject({ answered: 2 })
    expect(byKey.get('needs')?.options.filter((option) => option.count)).toEqual([
      { id: 'knowledge', label: '学到专业知识', count: 1 },
      { id: 'deals', label: '优惠和新品', count: 2 },
    ])
    expect((await readFormFigures(head, { id, communityId: helper.id })).answered).toBe(0)
    expect((await listAnswers(head, { id, limit: 10, chose: 'industry:retail' })).items.map((row) => row.memberId)).toEqual([four])
    expect((await listAnswers(head, { id, limit: 10, chose: 'needs:knowledge' })).items.map((row) => row.memberId)).toHaveLength(2)
    expect((await listForms(head, { limit: 10 })).items).toMatchObject([{ asked: 4, answered: 2, questionCount: 7 }])
  })

  it('show a limited colleague their own members only, page by page, and export the same', async () => {
    const here = await group(['甲', '=乙'])
    const { id, code } = await openCard()
    for (const memberId of here.ids) {
      t.clock.advance({ minutes: 1 })
      await answer(memberId, code, full, { from: here.from })
    }
    const owner = await ws.as('owner', { scope: { kind: 'own' } })
    expect((await listAnswers(owner, { id, limit: 10 })).items).toEqual([])
    expect((await readFormFigures(owner, { id })).answered).toBe(0)
    await expect(formsOfMember(owner, { id: here.ids[0] as number })).rejects.toMatchObject({ code: 'form.not_found' })
    expect((await formsOfMember(head, { id: here.ids[0] as number })).items).toMatchObject([
      { formId: id, askedAt: null, answer: { shared: false } },
    ])
    const first = await listAnswers(head, { id, limit: 1 })
    expect(first).toMatchObject({ items: [{ memberName: '=乙' }], total: { count: 2, exact: true } })
    const second = await listAnswers(head, { id, limit: 1, cursor: first.next ?? '' })
    expect([second.items[0]?.memberName, second.next]).toEqual(['甲', null])
    const csv = await (await exportAnswers(head, { id })).text()
    const lines = csv.trim().split(/\r?\n/)
    expect(lines).toHaveLength(3)
    expect(lines[1]).toContain("'=乙")
    expect(lines[1]).toContain('学到专业知识、优惠和新品')
  })
})
