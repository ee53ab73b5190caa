import type { TestApp, TestWorkspace } from '@grove/testkit'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { joinNew, openCommunity, openWorld, publish, start } from './test-world.ts'

let t: TestApp
let ws: TestWorkspace
beforeAll(async () => {
  t = await openWorld()
  t.clock.set('2026-11-01T00:00:00Z')
  ws = await t.workspace()
})
afterAll(() => t.close())

const greeting = (priority: 'high' | 'normal' | 'low') => ({
  key: `greet-${priority}`,
  priority,
  limits: { perMember: { day: 1 } },
})

describe('several playbooks and one message a day', () => {
  it('the highest goes first, whatever started first; the others wait a day each, and say why', async () => {
    const group = await openCommunity(ws.ctx)
    const other = await openCommunity(ws.ctx, 'Summer')
    const [member] = await joinNew(ws.ctx, group, ['甲'])
    await ws.ctx.db.exec(sql`
      insert into membership (workspace_id, community_id, member_id, role, state, scene, joined_at)
      select workspace_id, ${other}, member_id, role, state, scene, joined_at from membership
      where workspace_id = ${ws.id} and community_id = ${group} and member_id = ${member}`)
    await t.drain()
    for (const [priority, community] of [
      ['low', group],
      ['normal', other],
      ['high', group],
    ] as const) {
      const playbook = await publish(
        ws.ctx,
        [{ id: 'hello', track: 'member', when: { joinDay: 1, at: '10:00' }, deadline: '3d' }],
        greeting(priority),
      )
      await start(ws.ctx, playbook, community)
    }
    const seen = async (moment: string) => {
      t.clock.set(moment)
      await t.drain()
      return ws.ctx.db.rows<{ key: string; state: string; why: string | null }>(sql`
        select p.key, s.state, s.held_reason as why from send s
        join playbook_run r on r.workspace_id = s.workspace_id and r.id = s.run_id join playbook p on p.workspace_id = r.workspace_id and p.id = r.playbook_id
        where s.workspace_id = ${ws.id} order by p.key`)
    }
    expect(await seen('2026-11-01T02:00:00Z')).toEqual([
      { key: 'greet-high', state: 'sent', why: null },
      { key: 'greet-low', state: 'held', why: 'member_day' },
      { key: 'greet-normal', state: 'held', why: 'member_day' },
    ])
    expect((await seen('2026-11-02T02:00:00Z')).map((one) => `${one.key} ${one.state}`)).toEqual([
      'greet-high sent',
      'greet-low held',
      'greet-normal sent',
    ])
  })
})
