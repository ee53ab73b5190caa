import { answerForm } from '@grove/form/server'
import type { TestApp, TestWorkspace } from '@grove/testkit'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { joinNew, openCommunity, openWorld, publish, sendsOf, start } from './test-world.ts'

let t: TestApp
let ws: TestWorkspace
let group: number
beforeAll(async () => {
  t = await openWorld()
})
beforeEach(async () => {
  t.clock.set('2026-11-01T00:00:00Z')
  ws = await t.workspace()
  group = await openCommunity(ws.ctx)
})
afterAll(() => t.close())

const at = async (moment: string) => {
  t.clock.set(moment)
  await t.drain()
}
const card = { kind: 'sendForm', form: 'newcomer-card', text: '认识一下，一分钟填好' }
const asked = () =>
  ws.ctx.db.rows<{ memberId: number; communityId: number }>(sql`
    select member_id as "memberId", community_id as "communityId" from form_ask where workspace_id = ${ws.id} order by member_id`)

describe('a form as a step', () => {
  it('is refused with its reason where there is no such form, or it is closed; the run goes on', async () => {
    const playbookId = await publish(ws.ctx, [
      { id: 'card', do: { ...card, form: 'nowhere' } },
      { id: 'next', when: { day: 1, at: '10:00' } },
    ])
    const run = await start(ws.ctx, playbookId, group)
    await at('2026-11-01T01:00:00Z')
    await at('2026-11-01T02:00:00Z')
    expect((await sendsOf(ws, run.id)).map((send) => send.step)).toEqual(['next'])
    const missed = await ws.ctx.db.rows<{ policy: string }>(sql`
      select data->>'policy' as policy from event where workspace_id = ${ws.id} and kind = 'run.step_missed'`)
    expect(missed).toEqual([{ policy: 'form.unknown_form' }])
  })

  it('goes to the group, and everybody in it has been asked, once', async () => {
    const members = await joinNew(ws.ctx, group, ['甲', '乙'])
    await t.drain()
    const playbookId = await publish(ws.ctx, [
      { id: 'card', do: card },
      { id: 'again', do: card, when: { day: 2, at: '09:00' } },
    ])
    const run = await start(ws.ctx, playbookId, group)
    await at('2026-11-01T01:00:00Z')
    await at('2026-11-02T01:00:00Z')
    expect((await sendsOf(ws, run.id)).map(({ step, memberId, state }) => [step, memberId, state])).toEqual([
      ['card', 0, 'sent'],
      ['again', 0, 'sent'],
    ])
    expect(await asked()).toEqual(members.map((memberId) => ({ memberId, communityId: group })))
  })

  it('greets each newcomer, hears the answer, and reminds only those who have not answered', async () => {
    const playbookId = await publish(ws.ctx, [
      { id: 'card', track: 'member', when: { afterJoin: '10m' }, do: card },
      {
        id: 'thanks',
        track: 'member',
        when: { on: 'formAnswered', filter: { form: 'newcomer-card' } },
        do: { kind: 'tag', tag: '已填资料卡' },
      },
      {
        id: 'remind',
        track: 'member',
        when: { joinDay: 2, at: '10:00' },
        if: { not: { kind: 'formAnswered', form: 'newcomer-card' } },
        do: card,
      },
    ])
    const run = await start(ws.ctx, playbookId, group)
    await at('2026-11-01T01:00:00Z')
    const [keen, slow] = await joinNew(ws.ctx, group, ['积极', '慢热'])
    await t.drain()
    await at('2026-11-01T01:10:00Z')
    const { code } = await ws.ctx.db.one<{ code: string }>(sql`select public_code as code from form where workspace_id = ${ws.id}`)
    await answerForm(ws.asMember(keen as number), {
      ws: ws.publicKey,
      code,
      answers: { city: '110100', industry: 'food', needs: ['life'] },
      share: false,
    })
    await t.drain()
    await at('2026-11-02T02:00:00Z')
    expect((await sendsOf(ws, run.id)).map(({ step, memberId }) => [step, memberId])).toEqual([
      ['card', keen],
      ['card', slow],
      ['remind', slow],
    ])
    const tagged = await ws.ctx.db.rows<{ memberId: number }>(sql`
      select mt.member_id as "memberId" from member_tag mt join tag on tag.workspace_id = mt.workspace_id and tag.id = mt.tag_id
      where mt.workspace_id = ${ws.id} and tag.name = '已填资料卡'`)
    expect(tagged).toEqual([{ memberId: keen }])
  })
})
