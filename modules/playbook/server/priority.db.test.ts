import type { TestApp, TestWorkspace } from '@grove/testkit'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { previewPlaybook, simulatePlaybook } from './preview-playbook.ts'
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

  it('the lower leaves the share to what the higher will send later the same day by the clock; what may come to nothing keeps none', async () => {
    const fresh = await t.workspace()
    t.clock.set('2026-11-03T00:00:00Z')
    const group = await openCommunity(fresh.ctx)
    await joinNew(fresh.ctx, group, ['甲', '乙'])
    await t.drain()
    const limits = { perMember: { day: 1 }, perGroup: { day: 1 } }
    const step = (at: string, more: object = {}) => [
      { id: 'post', when: { day: 1, at }, ...more },
      { id: 'each', when: { day: 1, at }, to: 'each' as const, ...more },
    ]
    const low = await publish(fresh.ctx, step('10:00', { deadline: '3d' }), { key: 'low', priority: 'low', limits })
    const maybe = await publish(fresh.ctx, step('11:00', { confirm: true }), { key: 'maybe', priority: 'high', limits })
    const high = await publish(fresh.ctx, step('15:00'), { key: 'high', title: 'VIP', priority: 'high', limits })
    for (const id of [maybe, high]) await start(fresh.ctx, id, group, '2026-11-04')
    await start(fresh.ctx, low, group, '2026-11-03')
    const other = await openCommunity(fresh.ctx, 'Alone')
    await joinNew(fresh.ctx, other, ['丙'])
    await start(fresh.ctx, maybe, other, '2026-11-03')
    await start(fresh.ctx, low, other, '2026-11-03')
    const seen = async (moment: string, communityId: number) => {
      t.clock.set(moment)
      await t.drain()
      const rows = await fresh.ctx.db.rows<{ key: string; state: string; why: string | null; n: number }>(sql`
        select p.key, s.state, s.held_reason as why, count(*)::int as n from send s
        join playbook_run r on r.workspace_id = s.workspace_id and r.id = s.run_id join playbook p on p.workspace_id = r.workspace_id and p.id = r.playbook_id
        where s.workspace_id = ${fresh.id} and s.community_id = ${communityId} group by 1, 2, 3 order by p.key`)
      return rows.map((row) => `${row.key} ${row.state} ${row.why} ${row.n}`)
    }
    expect(await seen('2026-11-03T02:00:00Z', other)).toEqual(['low sent null 2'])
    expect(await seen('2026-11-03T02:00:00Z', group)).toEqual(['low sent null 3'])
    const late = await publish(fresh.ctx, step('10:00', { deadline: '3d' }), { key: 'late', priority: 'low', limits })
    const [lateVersion] = await fresh.ctx.db.rows<{ definition: object }>(sql`
      select definition from playbook_version where workspace_id = ${fresh.id} and playbook_id = ${late}`)
    const asked = { text: JSON.stringify(lateVersion?.definition), startDay: '2026-11-04', communityId: group, params: {}, days: 3 }
    const shown = await previewPlaybook(fresh.ctx, { ...asked, members: 2, joinsPerDay: 0 })
    const kept = { blockedBy: 'share_kept', keptFor: 'VIP', movedTo: { day: '2026-11-05', at: '08:00' } }
    expect(shown.days[0]?.items).toMatchObject([
      { step: 'post', ...kept },
      { step: 'each', ...kept },
    ])
    const simulated = await simulatePlaybook(fresh.ctx, {
      ...asked,
      members: 2,
      joinsPerDay: 0,
      answerRate: 0,
      leaveRate: 0,
      speakRate: 0,
      doneRate: 1,
      seed: '1',
    })
    expect(simulated.held).toMatchObject([
      { step: 'post', ...kept, date: '2026-11-04', at: '10:00' },
      { step: 'each', ...kept },
    ])
    await start(fresh.ctx, late, group, '2026-11-04')
    expect(await seen('2026-11-04T02:00:00Z', group)).toContain('late held share_kept 3')
    // A look again a minute after the other had its turn.
    expect(await seen('2026-11-04T07:00:00Z', group)).toContain('high sent null 3')
    expect(await seen('2026-11-04T07:02:00Z', group)).toEqual(
      expect.arrayContaining(['high sent null 3', 'late held member_day 2', 'late held group_day 1']),
    )
    expect(await seen('2026-11-05T02:00:00Z', group)).toContain('late sent null 3')
  })
})
