import type { TestApp, TestWorkspace } from '@grove/testkit'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openWorld } from './test-world.ts'

let t: TestApp
let ws: TestWorkspace
let head: Record<string, string>
beforeAll(async () => {
  t = await openWorld()
})
afterAll(() => t.close())
beforeEach(async () => {
  ws = await t.workspace()
  head = await ws.session('head')
})

const RULE = 'check-in-refund'
const text = `grove: 1
key: refund
title: { zh: 返学费, en: Refund }
communityTypes: [newcomer]
steps:
  - { id: a, title: A, when: { day: 1, at: "10:00" }, do: { kind: send, text: "坚持打卡21天返学费" } }
`

async function call(method: string, path: string, body?: object, headers = head) {
  const answer = await t.http.request(path, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) })
  return { status: answer.status, body: (await answer.json()) as Record<string, never> }
}
const set = (mode: string, why = '', headers = head) => call('PUT', `/api/compliance/${RULE}`, { mode, why }, headers)
const guard = async () => {
  const items = (await call('GET', '/api/compliance')).body['items'] as unknown as {
    rule: string
    mode: string
    why: string
    playbooks: unknown[]
  }[]
  return items.find((one) => one.rule === RULE)
}
const severity = async () => {
  const findings = (await call('POST', '/api/playbook-check', { text })).body['findings'] as unknown as { rule: string; severity: string }[]
  return findings.find((one) => one.rule === RULE)?.severity ?? null
}

describe('how strict a workspace is', () => {
  it('is said by whoever leads, for rules of platforms alone, and allowed with a reason only', async () => {
    expect((await set('forbid', '', await ws.session('operator'))).status).toBe(403)
    expect((await call('PUT', '/api/compliance/too-many-sends', { mode: 'forbid' })).body).toMatchObject({
      code: 'playbook.rule_not_found',
    })
    expect((await set('allow')).body).toMatchObject({ code: 'playbook.reason_missing' })
    expect(await guard()).toMatchObject({ mode: 'warn', why: '' })
  })

  it('warns, forbids or is silent in the lint, and another workspace is not asked', async () => {
    const { body } = await call('POST', '/api/playbooks', { text })
    const id = Number(body['id'])
    expect(await severity()).toBe('warning')
    expect((await set('forbid')).body).toEqual({ mode: 'forbid' })
    expect(await severity()).toBe('error')
    expect((await call('POST', `/api/playbooks/${id}/publish`, {})).body).toMatchObject({ code: 'playbook.lint' })
    expect((await call('PUT', `/api/lint-rules/${RULE}`, { rule: RULE, off: true, reason: 'x' })).body).toMatchObject({
      code: 'playbook.rule_forbidden',
    })
    expect(await guard()).toMatchObject({ mode: 'forbid', playbooks: [{ id }] })
    const other = await (await t.workspace()).session('head')
    expect(
      ((await call('GET', '/api/compliance', undefined, other)).body['items'] as unknown as { mode: string }[]).map((one) => one.mode),
    ).toEqual(['warn', 'warn', 'warn'])
    await set('allow', '线下活动，法务已确认')
    expect(await severity()).toBeNull()
    expect((await call('POST', `/api/playbooks/${id}/publish`, {})).status).toBe(200)
    expect(await guard()).toMatchObject({ mode: 'allow', why: '线下活动，法务已确认' })
    await set('warn')
    expect(await severity()).toBe('warning')
    const audit = await ws.ctx.db.rows<{ mode: string }>(sql`
      select after ->> 'mode' as mode from audit where workspace_id = ${ws.id} and verb = 'compliance.set' order by id`)
    expect(audit.map((row) => row.mode)).toEqual(['forbid', 'allow', 'warn'])
  })
})
