import { identity, memberCookieName, memberCookieValue } from '@grove/identity/server'
import { type TestApp, type TestWorkspace, testApp } from '@grove/testkit'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { blockMember, unblockMember } from './block-member.ts'
import { recordConsent, saveConsentText, withdrawConsent } from './consents.ts'
import { eraseMember } from './erase-member.ts'
import { exportMemberData } from './export-member-data.ts'
import { dismissDuplicate, findDuplicates } from './find-duplicates.ts'
import { createMembers, getMember, listMembers, member, mergeMembers, setAttribute, undoMerge, updateMember } from './index.ts'
import { changeMyProfile, downloadMyData, myProfile, setMyConsent, setMyQuiet } from './my-page.ts'
import { listDuplicates } from './read-duplicates.ts'
import { memberPrivacy } from './read-privacy.ts'
import { blacklisted, listBlocks } from './store-block.ts'

let t: TestApp
let ws: TestWorkspace
let id: number
beforeAll(async () => {
  t = await testApp({ modules: [identity, member] })
})
beforeEach(async () => {
  ws = await t.workspace()
  ;[id = 0] = await createMembers(ws.ctx, [{ displayName: '王小明', phone: '13800138000', city: '上海' }])
})
afterAll(() => t.close())

const post = (path: string, headers: Record<string, string>, body: object) =>
  t.http.request(path, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) })

describe('who may', () => {
  it('merge, block, erase and export somebody: not a viewer, not another workspace', async () => {
    const viewer = await ws.session('viewer')
    const foreign = await (await t.workspace()).session('head')
    for (const [path, body] of [
      ['/api/members/merge', { winnerId: id, loserId: id + 1 }],
      [`/api/members/${id}/blocks`, { kind: 'blacklist', reason: 'x' }],
      [`/api/members/${id}/erase`, { confirm: '王小明' }],
    ] as const) {
      expect((await post(path, viewer, body)).status).toBe(403)
      expect((await post(path, foreign, body)).status).toBe(404)
    }
    expect((await t.http.request(`/api/members/${id}/data.json`, { headers: viewer })).status).toBe(403)
    expect((await t.http.request(`/api/members/${id}/data.json`, { headers: foreign })).status).toBe(404)
    expect((await getMember(ws.ctx, { id })).displayName).toBe('王小明')
  })
})

describe('a merge is refused', () => {
  it('with itself, of a member with staff, of one that is gone already, and undone twice', async () => {
    const [other = 0, staff = 0] = await createMembers(ws.ctx, [{ displayName: '小明' }, { displayName: '店员', kind: 'staff' }])
    const refusal = (winnerId: number, loserId: number) =>
      mergeMembers(ws.ctx, { winnerId, loserId }).then(
        () => 'merged',
        (error: { code: string }) => error.code,
      )
    expect(await refusal(id, id)).toBe('member.merge_self')
    expect(await refusal(id, staff)).toBe('member.merge_kinds')
    expect(await refusal(id, 999_999)).toBe('member.not_found')
    const { mergeId } = await mergeMembers(ws.ctx, { winnerId: id, loserId: other })
    await expect(mergeMembers(ws.ctx, { winnerId: staff, loserId: other })).rejects.toMatchObject({
      code: 'member.merged',
      data: { into: id },
    })
    await undoMerge(ws.ctx, { id: mergeId })
    await expect(undoMerge(ws.ctx, { id: mergeId })).rejects.toMatchObject({ code: 'member.merge_undone' })
    await expect(undoMerge(ws.ctx, { id: 999_999 })).rejects.toMatchObject({ code: 'member.merge_not_found' })
  })

  it('to one of two who try it at once', async () => {
    const [other = 0] = await createMembers(ws.ctx, [{ displayName: '小明' }])
    const tries = await Promise.allSettled([1, 2, 3].map(() => mergeMembers(ws.ctx, { winnerId: id, loserId: other })))
    expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
  })
})

describe('duplicates', () => {
  it('are proposed with the reason, the surest first, not again once dismissed, and not for a phone half the town has', async () => {
    await createMembers(
      ws.ctx,
      [
        { displayName: '王小明', city: '上海' },
        { displayName: '他人', phone: '13800138000' },
        { displayName: '李雷', employer: '群林', email: 'a@x.cn' },
        { displayName: '李雷', employer: '群林', email: 'a@x.cn' },
        ...Array.from({ length: 8 }, (_, at) => ({ displayName: `店${at}`, phone: '13900139000' })),
      ],
      { taken: 'leave' },
    )
    expect(await findDuplicates(ws.ctx)).toEqual({ found: 3 })
    const list = () => listDuplicates(ws.ctx, { limit: 20 })
    const pairs = async () => (await list()).items.map((one) => [one.reasons, one.first.displayName, one.second.displayName])
    expect((await pairs()).toSorted()).toEqual(
      [
        [['email', 'name_employer'], '李雷', '李雷'],
        [['phone'], '王小明', '他人'],
        [['name_city'], '王小明', '王小明'],
      ].toSorted(),
    )
    expect((await list()).items.at(-1)?.reasons).toEqual(['name_city'])
    expect((await list()).items.every((one) => !JSON.stringify(one).includes('13800138000'))).toBe(true)
    const [first] = (await list()).items
    await dismissDuplicate(ws.ctx, { firstId: first?.second.id ?? 0, secondId: first?.first.id ?? 0 })
    // A clock that runs, as real ones do: what was just found stays.
    let ticks = 0
    const clock = { now: () => new Date(t.clock.now().getTime() + ++ticks) }
    await findDuplicates({ ...ws.ctx, clock, inTx: (work) => ws.ctx.inTx((tx) => work({ ...tx, clock })) })
    expect((await list()).items).toHaveLength(2)
    await expect(dismissDuplicate(ws.ctx, { firstId: 1, secondId: 2 })).rejects.toMatchObject({ code: 'member.duplicate_not_found' })
  })
})

describe('consent', () => {
  it('names the wording, stands once, is withdrawn once, and keeps the version it was given to', async () => {
    const head = await ws.as('head')
    await expect(recordConsent(head, { id, purpose: 'messages', channel: 'staff' })).rejects.toMatchObject({
      code: 'member.consent_no_text',
    })
    await saveConsentText(head, { purpose: 'messages', body: '可以给我发私信' })
    await recordConsent(head, { id, purpose: 'messages', channel: 'offline' })
    await expect(recordConsent(head, { id, purpose: 'messages', channel: 'staff' })).rejects.toMatchObject({
      code: 'member.consent_stands',
    })
    expect(await saveConsentText(head, { purpose: 'messages', body: '可以给我发私信和提醒' })).toEqual({ version: 2 })
    const me = ws.asMember(id)
    expect((await myProfile(me)).consents).toMatchObject([
      { purpose: 'messages', version: 1, text: '可以给我发私信', givenAt: expect.any(Date) },
    ])
    expect(await setMyConsent(me, { ws: '', purpose: 'messages', given: false })).toEqual({ changed: 1 })
    expect(await withdrawConsent(head, { id, purpose: 'messages' })).toEqual({ changed: 0 })
    expect((await memberPrivacy(head, { id })).blocks).toMatchObject([{ kind: 'do_not_disturb', until: null }])
    await setMyConsent(me, { ws: '', purpose: 'messages', given: true })
    expect((await memberPrivacy(head, { id })).consents).toMatchObject([
      { version: 2, channel: 'phone_page', withdrawnAt: null },
      { version: 1, channel: 'offline', withdrawnAt: expect.any(Date) },
    ])
  })
})

describe('do not disturb and the blacklist', () => {
  it('have a reason and an end, end by themselves, and are taken off once', async () => {
    const head = await ws.as('head')
    await expect(
      blockMember(head, { id, kind: 'do_not_disturb', reason: '出差', until: new Date(t.clock.now().getTime() - 1000) }),
    ).rejects.toMatchObject({ code: 'member.block_over' })
    const until = new Date(t.clock.now().getTime() + 3 * 86_400_000)
    await blockMember(head, { id, kind: 'do_not_disturb', reason: '出差', until })
    const listed = () => listBlocks(head, { limit: 10, kind: 'do_not_disturb' })
    expect((await listed()).items).toMatchObject([{ memberId: id, reason: '出差', until }])
    t.clock.advance({ days: 4 })
    expect((await listed()).items).toEqual([])
    await setMyQuiet(ws.asMember(id), { ws: '', on: true })
    expect((await myProfile(ws.asMember(id))).quietUntil).toEqual({ until: null })
    await setMyQuiet(ws.asMember(id), { ws: '', on: false })
    await blockMember(head, { id, kind: 'blacklist', reason: '发广告', until: null })
    expect(await blacklisted(head, [id])).toEqual(new Set([id]))
    expect(await unblockMember(head, { id, kind: 'blacklist' })).toEqual({ changed: 1 })
    expect(await unblockMember(head, { id, kind: 'blacklist' })).toEqual({ changed: 0 })
  })
})

describe('a phone that joined before', () => {
  it('goes on as the record that stayed after a merge, as its own after the undoing, and as nobody once forgotten', async () => {
    const [other = 0] = await createMembers(ws.ctx, [{ displayName: '小明' }])
    const value = memberCookieValue(t.app.config.secret, ws.id, other, t.clock.now())
    const me = async () => {
      const answer = await t.http.request(`/api/m/${ws.publicKey}/me`, {
        headers: { cookie: `${memberCookieName(ws.publicKey)}=${value}` },
      })
      return answer.status === 200 ? ((await answer.json()) as { displayName: string }).displayName : answer.status
    }
    expect(await me()).toBe('小明')
    const { mergeId } = await mergeMembers(ws.ctx, { winnerId: id, loserId: other })
    expect(await me()).toBe('王小明')
    await undoMerge(ws.ctx, { id: mergeId })
    expect(await me()).toBe('小明')
    await eraseMember(ws.ctx, { id: other, confirm: '小明' })
    expect(await me()).toBe(401)
  })
})

describe('the member’s own page', () => {
  it('is about oneself: shows what is known, takes changes, gives the file in clear', async () => {
    await setAttribute(ws.ctx, { memberIds: [id], key: '宠物', value: '猫' })
    const [other = 0] = await createMembers(ws.ctx, [{ displayName: '别人' }])
    const me = ws.asMember(id)
    expect(await myProfile(me)).toMatchObject({ displayName: '王小明', phone: '138****8000', attributes: [{ label: '宠物', value: '猫' }] })
    await changeMyProfile(me, { ws: '', city: '杭州' })
    expect((await getMember(ws.ctx, { id })).city).toBe('杭州')
    await expect(exportMemberData(me, { id: other })).rejects.toMatchObject({ code: 'member.not_found' })
    await expect(myProfile(ws.asVisitor())).rejects.toMatchObject({ code: 'member.not_found' })
    const file = JSON.parse(await (await downloadMyData(me)).text()) as { profile: object; records: { of: string; kind?: string }[] }
    expect(file.profile).toMatchObject({ phone: '13800138000', identities: [{ channel: 'phone', externalId: '13800138000' }] })
    expect(file.records.map((one) => one.kind)).toEqual(
      expect.arrayContaining(['member.created', 'member.attribute_set', 'member.updated']),
    )
  })

  it('gives a file of any length page by page', async () => {
    await ws.ctx.db.exec(sql`
      insert into event (workspace_id, tx, kind, at, member_id, counted, data)
      select ${ws.id}, 1, 'message.posted', ${t.clock.now()}, ${id}, true, jsonb_build_object('seq', n) from generate_series(1, 1203) n`)
    const file = JSON.parse(await (await downloadMyData(ws.asMember(id))).text()) as { records: object[] }
    expect(file.records).toHaveLength(1204)
  })
})

describe('forgetting a member', () => {
  it('asks for the name, then leaves nothing that says who it was, and everything that figures count', async () => {
    const head = await ws.as('head')
    await updateMember(head, { id, displayName: '王大明', employer: '群林科技', attributes: { 宠物: '阿黄' } })
    await setAttribute(head, { memberIds: [id], key: '病史', value: '花粉过敏' })
    const [other = 0] = await createMembers(ws.ctx, [{ displayName: '王大明二号', email: 'wang@x.cn' }])
    await mergeMembers(head, { winnerId: id, loserId: other })
    const counted = () =>
      ws.ctx.db.rows(sql`
      select kind, count(*)::int as n from event where workspace_id = ${ws.id} and kind <> 'member.erased' group by kind order by kind`)
    const before = await counted()
    await expect(eraseMember(head, { id, confirm: '王小明' })).rejects.toMatchObject({ code: 'member.erase_unconfirmed' })
    await eraseMember(head, { id, confirm: '王大明' })
    expect(await counted()).toEqual(before)
    const tables = [
      'member',
      'member_identity',
      'member_search',
      'member_tag',
      'event',
      'audit',
      'member_merge',
      'member_merge_row',
    ] as const
    const rows = await Promise.all(
      tables.map((name) =>
        t.system.db.rows<{ row: string }>({
          text: `select x::text as row from ${name} x where workspace_id = ${ws.id}`,
          values: [],
        } as never),
      ),
    )
    const all = rows
      .flat()
      .map((one) => one.row)
      .join('\n')
    expect(all).not.toMatch(/王|群林科技|阿黄|花粉|wang@|=phone|=tail/)
    expect((await listMembers(ws.ctx, { limit: 10, sort: '-createdAt' })).items).toEqual([])
    await expect(myProfile(ws.asMember(id))).rejects.toMatchObject({ code: 'member.not_found' })
    expect(await blacklisted(ws.ctx, [id])).toEqual(new Set([id]))
    // The person may come back as somebody new.
    expect(await createMembers(ws.ctx, [{ displayName: '王小明', phone: '13800138000' }], { byThemselves: true })).toHaveLength(1)
  })
})
