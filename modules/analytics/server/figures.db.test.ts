import { createCommunity, addMembers, community, removeMember } from '@grove/community/server'
import { content } from '@grove/content/server'
import { conversation } from '@grove/conversation/server'
import { messageAnswered, messagePosted } from '@grove/conversation/contract'
import { emit, rebuildReader } from '@grove/event-log'
import { form } from '@grove/form/server'
import { identity } from '@grove/identity/server'
import { createMembers, member } from '@grove/member/server'
import { playbook } from '@grove/playbook/server'
import { task } from '@grove/task/server'
import { type TestApp, type TestWorkspace, testApp } from '@grove/testkit'
import { room } from '@grove/channel-room/server'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { communityFigures } from './community-figures.ts'
import { analytics } from './index.ts'
import { figureReader } from './reader.ts'

let t: TestApp
let ws: TestWorkspace
let group: number
beforeAll(async () => {
  t = await testApp({ modules: [identity, member, content, community, task, conversation, room, form, playbook, analytics] })
})
beforeEach(async () => {
  t.clock.set('2026-11-02T02:00:00Z')
  ws = await t.workspace()
  group = (await createCommunity(ws.ctx, { type: 'newcomer', name: 'Spring' })).id
})
afterAll(() => t.close())

const look = () => communityFigures(ws.ctx, { id: group, from: '2026-11-01', to: '2026-11-03' })
const speak = (memberId: number, counted = true) =>
  emit(ws.ctx, [{ kind: messagePosted, memberId, communityId: group, counted, data: { thread: 0, seq: 1, kind: 'text' } }])

it('refuses strangers, spans that are too long, and communities of others', async () => {
  const other = await t.workspace()
  await expect(communityFigures(other.ctx, { id: group, from: '2026-11-01', to: '2026-11-02' })).rejects.toMatchObject({
    code: 'figure.not_found',
  })
  await expect(communityFigures(ws.ctx, { id: group, from: '2024-01-01', to: '2026-11-02' })).rejects.toMatchObject({
    code: 'figure.span_too_long',
  })
  const owner = await ws.as('owner', { scope: { kind: 'own' } })
  await expect(communityFigures(owner, { id: group, from: '2026-11-01', to: '2026-11-02' })).rejects.toMatchObject({
    code: 'figure.not_found',
  })
  expect((await t.http.request(`/api/communities/${group}/figures?from=2026-11-01&to=2026-11-02`)).status).toBe(401)
})

it('counts joins, messages and different speakers, and leaves staff and helpers out', async () => {
  const [a = 0, b = 0, helper = 0] = await createMembers(ws.ctx, [
    { displayName: 'A' },
    { displayName: 'B' },
    { displayName: 'H', kind: 'ambience' },
  ])
  await addMembers(ws.ctx, { id: group, memberIds: [a, b] })
  await addMembers(ws.ctx, { id: group, memberIds: [helper], role: 'ambience' })
  await speak(a)
  await speak(a)
  await speak(helper, false)
  await t.drain()
  const { days, total } = await look()
  expect(days.map((day) => day.messages)).toEqual([0, 2, 0])
  expect(total).toMatchObject({ joined: 2, messages: 2, speakers: 1, members: 2, participation: 0.5 })
})

it('counts who went, and the share among all who were there', async () => {
  const [a = 0, b = 0] = await createMembers(ws.ctx, [{ displayName: 'A' }, { displayName: 'B' }])
  await addMembers(ws.ctx, { id: group, memberIds: [a, b] })
  await removeMember(ws.ctx, { id: group, memberId: b, rule: 'ads', evidence: 'flyer', mediaIds: [], mayRejoin: false })
  await t.drain()
  expect((await look()).total).toMatchObject({ removed: 1, members: 1, leaveRate: 0.5 })
})

it('ends in the same figures when rebuilt from the log', async () => {
  const [a = 0] = await createMembers(ws.ctx, [{ displayName: 'A' }])
  await addMembers(ws.ctx, { id: group, memberIds: [a] })
  await speak(a)
  await emit(ws.ctx, [
    {
      kind: messageAnswered,
      memberId: a,
      communityId: group,
      data: { thread: 0, seq: 2, toSeq: 1, touch: `${ws.id}-1-7-8-0-${group}-0`, option: 'A' },
    },
  ])
  await t.drain()
  const before = await look()
  await rebuildReader(ws.ctx, figureReader)
  await t.drain()
  expect(await look()).toEqual(before)
  expect(before.total.answers).toBe(1)
})
