import { memoryStore, recordingChannel } from '@grove/channel-recording'
import type { Ctx } from '@grove/kernel/server'
import type { TestApp, TestWorkspace } from '@grove/testkit'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type AnnouncementAudience, announcementForm } from '../contract/index.ts'
import { announce } from './announce.ts'
import { cancelAnnouncement } from './cancel-announcement.ts'
import { liftLimits, makeCommunity, putStaff, sendWorld, states } from './fixture/send-world.ts'
import { previewAnnouncement } from './preview-announcement.ts'
import { listAnnouncements } from './read-announcements.ts'
import { getTouchLimits, setTouchLimits } from './set-touch-limits.ts'
import { todaySends } from './today-sends.ts'

const store = memoryStore()
let t: TestApp
let ws: TestWorkspace
let head: Ctx
let owner: Ctx
beforeAll(async () => {
  t = await sendWorld(recordingChannel({ store }))
})
afterAll(() => t.close())
beforeEach(async () => {
  t.clock.set('2026-11-03T04:00:00Z')
  ws = await t.workspace()
  await liftLimits(ws.ctx)
  head = await ws.as('head')
  owner = await ws.as('owner', { scope: { kind: 'own' } })
})

const texts = () => store.all().flatMap((effect) => (effect.touch.startsWith(`${ws.id}-`) ? [effect.text] : []))
const form = (audience: AnnouncementAudience, text = '今晚八点停服维护', more: object = {}) =>
  announcementForm.parse({ title: '通知', content: { parts: [{ kind: 'text', text }] }, audience, ...more })
const toAll: AnnouncementAudience = { kind: 'filter', type: null, state: null, chapter: null }
const staffIdOf = (ctx: Ctx) => (ctx.actor.kind === 'staff' ? ctx.actor.staffId : 0)

describe('an announcement is refused', () => {
  it('to nobody, to groups of others, in the past, or with a variable nobody knows', async () => {
    await expect(announce(head, form(toAll))).rejects.toMatchObject({ code: 'send.nobody_to_send_to' })
    const { id, members } = await makeCommunity(ws.ctx, 1)
    await expect(announce(owner, form({ kind: 'communities', communityIds: [id] }))).rejects.toMatchObject({
      code: 'send.nobody_to_send_to',
    })
    await expect(announce(owner, form({ kind: 'members', communityId: id, memberIds: members }))).rejects.toMatchObject({
      code: 'send.nobody_to_send_to',
    })
    await expect(announce(head, form(toAll, '早', { at: '2026-11-03T03:00:00Z' }))).rejects.toMatchObject({ code: 'send.time_is_past' })
    await expect(announce(head, form(toAll, '{nmae}早'))).rejects.toMatchObject({ code: 'send.unknown_variable', data: { name: 'nmae' } })
    expect(await states(ws.ctx)).toEqual({})
  })
})

describe('an announcement', () => {
  it('goes to every open group the actor may reach', async () => {
    const mine = await makeCommunity(ws.ctx, 0, { chapter: '杭州' })
    await makeCommunity(ws.ctx, 0, { chapter: '上海' })
    await makeCommunity(ws.ctx, 0, { state: 'dissolved' })
    await putStaff(ws.ctx, mine.id, staffIdOf(owner))
    expect(await announce(head, form(toAll))).toMatchObject({ planned: 2 })
    expect(await announce(owner, form(toAll))).toMatchObject({ planned: 1 })
    expect(await announce(head, form({ ...toAll, chapter: '上海' }))).toMatchObject({ planned: 1 })
    await t.drain()
    expect(texts()).toHaveLength(4)
  })

  it('goes in private to members who are still there', async () => {
    const { id, members } = await makeCommunity(ws.ctx, 2)
    const elsewhere = await makeCommunity(ws.ctx, 1)
    expect(
      await announce(head, form({ kind: 'members', communityId: id, memberIds: [...members, ...elsewhere.members] }, '{name}，在吗')),
    ).toMatchObject({ planned: 2 })
    await t.drain()
    expect(texts().toSorted()).toEqual(['成员1，在吗', '成员2，在吗'])
  })

  it('set for later is on today, and can be taken back by those who see all of it', async () => {
    const mine = await makeCommunity(ws.ctx, 0)
    await makeCommunity(ws.ctx, 0)
    await putStaff(ws.ctx, mine.id, staffIdOf(owner))
    const { id } = await announce(head, form(toAll, '明早九点开仓', { at: '2026-11-04T01:00:00Z' }))
    expect(await todaySends.next?.(head, 5)).toMatchObject([{ at: new Date('2026-11-04T01:00:00Z'), title: { text: '通知' }, count: 2 }])
    await expect(cancelAnnouncement(owner, { id })).rejects.toMatchObject({ code: 'send.not_found' })
    await expect(cancelAnnouncement(await (await t.workspace()).as('head'), { id })).rejects.toMatchObject({ code: 'send.not_found' })
    expect(await cancelAnnouncement(head, { id })).toEqual({ taken: 2 })
    t.clock.advance({ days: 1 })
    await t.drain()
    expect(texts()).toEqual([])
    expect((await listAnnouncements(head, { limit: 10 })).items).toMatchObject([
      { id, cancelled: true, states: { cancelled: 2 }, gist: '明早九点开仓' },
    ])
  })
})

describe('the preview', () => {
  it('tells who is held back and why, what is missing, and writes nothing', async () => {
    const open = await makeCommunity(ws.ctx, 0)
    const early = await makeCommunity(ws.ctx, 0, { state: 'planned' })
    const pigeon = await makeCommunity(ws.ctx, 0, { channel: 'carrier-pigeon' })
    await putStaff(ws.ctx, open.id, staffIdOf(owner))
    const preview = await previewAnnouncement(
      head,
      form({ kind: 'communities', communityIds: [open.id, early.id, pigeon.id] }, '{owner}请大家喝茶'),
    )
    expect(preview).toMatchObject({ touches: 3, leaving: 1, missing: [{ name: 'owner', count: 2 }] })
    expect(preview.blocked.map((one) => [one.community.id, one.reason])).toEqual([
      [early.id, 'community_not_open'],
      [pigeon.id, 'account_gone'],
    ])
    expect(preview.sample).toContain('请大家喝茶')
    expect(await states(ws.ctx)).toEqual({})
  })

  it('asks the same rule as the delivery: caps and quiet hours', async () => {
    const { id, members } = await makeCommunity(ws.ctx, 2)
    const [first = 0] = members
    await setTouchLimits(head, {
      limits: { quiet: { from: '22:00', to: '08:00' }, member: { day: 1, week: null }, group: { day: null, week: null } },
    })
    await announce(head, form({ kind: 'members', communityId: id, memberIds: [first] }))
    await t.drain()
    const again = form({ kind: 'members', communityId: id, memberIds: members })
    expect((await previewAnnouncement(head, again)).blocked).toMatchObject([
      { member: { id: first }, reason: 'member_day', until: new Date('2026-11-04T00:00:00Z') },
    ])
    const night = await previewAnnouncement(head, form({ kind: 'communities', communityIds: [id] }, '晚安', { at: '2026-11-03T15:00:00Z' }))
    expect(night.blocked).toMatchObject([{ reason: 'quiet_hours', until: new Date('2026-11-04T00:00:00Z') }])
    expect((await previewAnnouncement(head, { ...again, exempt: true })).leaving).toBe(2)
  })
})

describe('changing the limits', () => {
  it('lets go what they held, at once', async () => {
    const { id } = await makeCommunity(ws.ctx, 0)
    const closed = { quiet: { from: '10:00', to: '18:00' }, member: { day: null, week: null }, group: { day: null, week: null } }
    await setTouchLimits(head, { limits: closed })
    await announce(head, form({ kind: 'communities', communityIds: [id] }))
    await t.drain()
    expect(await states(ws.ctx)).toEqual({ held: 1 })
    expect(await setTouchLimits(head, { limits: { ...closed, quiet: null } })).toEqual({ looking: 1 })
    await t.drain()
    expect(await states(ws.ctx)).toEqual({ sent: 1 })
    expect((await getTouchLimits(head)).limits.quiet).toBeNull()
  })
})
