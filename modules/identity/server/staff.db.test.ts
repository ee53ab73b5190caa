import type { Ctx } from '@grove/kernel/server'
import { type TestApp, type TestWorkspace, testApp } from '@grove/testkit'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Me } from '../contract/index.ts'
import { identity } from './index.ts'
import { inviteStaff, listInvitations, revokeInvitation } from './invite-staff.ts'
import { listStaff } from './list-staff.ts'
import { listRights, setRight } from './set-right.ts'
import { updateStaff } from './update-staff.ts'

let t: TestApp
let ws: TestWorkspace
let head: Ctx
beforeAll(async () => {
  t = await testApp({ modules: [identity] })
})
afterAll(() => t.close())
beforeEach(async () => {
  ws = await t.workspace()
  head = await ws.as('head')
})

const idOf = (ctx: Ctx) => (ctx.actor.kind === 'staff' ? ctx.actor.staffId : 0)
const refused = (code: string) => expect.objectContaining({ code })
const everyone = (ctx: Ctx) => listStaff(ctx, { limit: 50 })
const audits = (ctx: Ctx) =>
  ctx.db.rows<{ verb: string; before: unknown; after: unknown; staffId: number | null }>(sql`
    select verb, before, after, staff_id as "staffId" from audit where workspace_id = ${ctx.workspaceId} order by id`)

describe('places', () => {
  test('nobody of another workspace can be changed', async () => {
    const other = await (await t.workspace()).as('head')
    await expect(updateStaff(head, { id: idOf(other), role: 'viewer' })).rejects.toEqual(refused('kernel.not_found'))
  })

  test('nobody changes their own place; their name they may', async () => {
    await ws.as('head')
    for (const change of [{ role: 'viewer' }, { active: false }, { scope: { kind: 'own' } }] as const)
      await expect(updateStaff(head, { id: idOf(head), ...change })).rejects.toEqual(refused('identity.own_place'))
    expect(await updateStaff(head, { id: idOf(head), displayName: '新名字' })).toMatchObject({ displayName: '新名字' })
  })

  test('the last head stays, also for the system', async () => {
    await expect(updateStaff(ws.ctx, { id: idOf(head), role: 'viewer' })).rejects.toEqual(refused('identity.last_head'))
    await expect(updateStaff(ws.ctx, { id: idOf(head), active: false })).rejects.toEqual(refused('identity.last_head'))
  })

  test('of two heads that demote each other at once one stays', async () => {
    const second = await ws.as('head')
    const done = await Promise.allSettled([
      updateStaff(head, { id: idOf(second), role: 'operator' }),
      updateStaff(second, { id: idOf(head), role: 'operator' }),
    ])
    expect(done.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect((await everyone(head)).items.filter((one) => one.role === 'head')).toHaveLength(1)
  })

  test('a manager who is no head makes no heads, touches none and hands out no more than they hold', async () => {
    await setRight(head, { right: 'staff.manage', role: 'operator', granted: true })
    await setRight(head, { right: 'audit.read', role: 'sales', granted: true })
    const manager = await ws.as('operator')
    const viewer = await ws.as('viewer')
    await expect(updateStaff(manager, { id: idOf(viewer), role: 'head' })).rejects.toEqual(refused('identity.head_only'))
    await expect(updateStaff(manager, { id: idOf(head), role: 'viewer' })).rejects.toEqual(refused('identity.head_only'))
    await expect(updateStaff(manager, { id: idOf(viewer), role: 'sales' })).rejects.toEqual(refused('identity.right_not_held'))
    await expect(inviteStaff(manager, { displayName: 'x', role: 'head' })).rejects.toEqual(refused('identity.head_only'))
    expect(await updateStaff(manager, { id: idOf(viewer), role: 'owner' })).toMatchObject({ role: 'owner', scope: { kind: 'own' } })
  })

  test('a change is audited with before and after; one that changes nothing is not', async () => {
    const viewer = await ws.as('viewer')
    await updateStaff(head, { id: idOf(viewer), scope: { kind: 'chapter', chapters: ['上海'] }, ambience: true })
    await updateStaff(head, { id: idOf(viewer), scope: { kind: 'chapter', chapters: ['上海'] } })
    expect(await audits(head)).toEqual([
      {
        verb: 'staff.update',
        staffId: idOf(head),
        before: expect.objectContaining({ scope: { kind: 'all' }, ambience: false }),
        after: expect.objectContaining({ scope: { kind: 'chapter', chapters: ['上海'] }, ambience: true }),
      },
    ])
  })

  test('out of service means out at once, and back again', async () => {
    const headers = await ws.session('viewer')
    const read = () => t.http.request('/api/workspace', { headers })
    const [person] = (await listStaff(head, { limit: 50, role: 'viewer' })).items
    expect((await read()).status).toBe(200)
    await updateStaff(head, { id: person?.id ?? 0, active: false })
    expect((await read()).status).toBe(403)
    expect(await (await t.http.request('/api/session', { headers })).json()).toMatchObject({ workspace: null, rights: [] })
    await updateStaff(head, { id: person?.id ?? 0, active: true })
    expect((await read()).status).toBe(200)
  })

  test('a new role counts from the next call', async () => {
    const headers = await ws.session('viewer')
    const [person] = (await listStaff(head, { limit: 50, role: 'viewer' })).items
    expect((await t.http.request('/api/audit', { headers })).status).toBe(403)
    await updateStaff(head, { id: person?.id ?? 0, role: 'head' })
    expect((await t.http.request('/api/audit', { headers })).status).toBe(200)
  })

  test('the list is filtered and paged', async () => {
    await ws.as('viewer')
    await ws.as('viewer')
    const first = await listStaff(head, { limit: 1, role: 'viewer' })
    expect([first.items.length, first.total]).toEqual([1, { count: 2, exact: true }])
    const second = await listStaff(head, { limit: 1, role: 'viewer', cursor: first.next ?? '' })
    expect(second.next).toBeNull()
    expect(second.items[0]?.id).not.toBe(first.items[0]?.id)
    expect((await listStaff(head, { limit: 50, q: first.items[0]?.login })).items).toHaveLength(1)
    expect((await listStaff(head, { limit: 50, q: '%' })).items).toEqual([])
    expect((await listStaff(head, { limit: 50, active: false })).items).toEqual([])
  })

  test('those of given numbers are named, in service or not, and nobody of another workspace', async () => {
    const elsewhere = await t.workspace()
    const stranger = await elsewhere.as('viewer')
    await ws.as('viewer')
    const [person] = (await listStaff(head, { limit: 50, role: 'viewer' })).items
    await updateStaff(head, { id: person?.id ?? 0, active: false })
    const named = await listStaff(head, { limit: 50, ids: `${person?.id},${idOf(stranger)},999999` })
    expect([named.items.map((one) => one.id), named.total?.count]).toEqual([[person?.id], 1])
    const headers = await ws.session('head')
    const asked = async (ids: string) => (await t.http.request(`/api/staff?ids=${ids}`, { headers })).status
    expect([await asked('1,x'), await asked('1,2')]).toEqual([422, 200])
  })
})

describe('rights', () => {
  test('refuses unknown rights, the head’s, and rights one does not hold', async () => {
    await expect(setRight(head, { right: 'nothing.known', role: 'viewer', granted: true })).rejects.toEqual(
      refused('identity.right_unknown'),
    )
    await expect(setRight(head, { right: 'audit.read', role: 'head', granted: false })).rejects.toEqual(
      refused('identity.head_rights_fixed'),
    )
    await setRight(head, { right: 'rights.manage', role: 'operator', granted: true })
    const operator = await ws.as('operator')
    await expect(setRight(operator, { right: 'audit.read', role: 'operator', granted: true })).rejects.toEqual(
      refused('identity.right_not_held'),
    )
  })

  test('given and taken away, they count over HTTP, in this workspace only', async () => {
    const other = await t.workspace()
    const [here, there] = [await ws.session('viewer'), await other.session('viewer')]
    const status = async (headers: Record<string, string>) => (await t.http.request('/api/audit', { headers })).status
    expect(await setRight(head, { right: 'audit.read', role: 'viewer', granted: true })).toMatchObject({
      roles: ['head', 'viewer'],
      standard: ['head'],
    })
    expect([await status(here), await status(there)]).toEqual([200, 403])
    await setRight(head, { right: 'audit.read', role: 'viewer', granted: false })
    expect(await status(here)).toBe(403)
    expect((await audits(head)).map((row) => row.verb)).toEqual(['right.grant', 'right.withdraw'])
    const row = (await listRights(head)).items.find((one) => one.right === 'audit.read')
    expect(row).toEqual({ right: 'audit.read', module: 'identity', roles: ['head'], standard: ['head'] })
  })

  test('what equals the standard leaves no row behind', async () => {
    await setRight(head, { right: 'sends.stop', role: 'operator', granted: false })
    await setRight(head, { right: 'sends.stop', role: 'operator', granted: true })
    const { count } = await head.db.one<{ count: number }>(sql`
      select count(*)::int as count from right_override where workspace_id = ${head.workspaceId}`)
    expect(count).toBe(0)
  })
})

describe('invitations', () => {
  const accept = (url: string, body: object, headers: Record<string, string> = {}) =>
    t.http.request(`/api/invitations/${url.split('/').at(-1)}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
  const codeOf = async (answer: Response) => ((await answer.json()) as { code: string }).code
  const guest = (login: string) => ({ login, password: 'a garden in the rain', name: '小周' })

  test('a made-up, an old, a withdrawn and a used link are all just gone', async () => {
    const { url } = await inviteStaff(head, { displayName: '小周', role: 'owner' })
    expect(await codeOf(await accept(`/${ws.publicKey}.made-up`, guest('zhou-a')))).toBe('identity.invitation_gone')
    expect(await codeOf(await accept(url.replace(ws.publicKey, (await t.workspace()).publicKey), guest('zhou-a')))).toBe(
      'identity.invitation_gone',
    )
    const withdrawn = await inviteStaff(head, { displayName: '小周', role: 'owner' })
    await revokeInvitation(head, { id: withdrawn.id })
    await expect(revokeInvitation(head, { id: withdrawn.id })).rejects.toEqual(refused('kernel.not_found'))
    expect(await codeOf(await accept(withdrawn.url, guest('zhou-a')))).toBe('identity.invitation_gone')
    t.clock.advance({ days: 8 })
    expect(await codeOf(await accept(url, guest('zhou-a')))).toBe('identity.invitation_gone')
    expect((await listInvitations(head)).items).toEqual([])
  })

  test('somebody not signed in needs a login, a free one, and a strong password', async () => {
    const { url } = await inviteStaff(head, { displayName: '小周', role: 'owner' })
    expect(await codeOf(await accept(url, {}))).toBe('identity.sign_in_first')
    expect(await codeOf(await accept(url, { ...guest('zhou-b'), password: '1234567890' }))).toBe('identity.password_weak')
    const [taken] = (await everyone(head)).items
    expect(await codeOf(await accept(url, guest(taken?.login ?? '')))).toBe('identity.login_taken')
  })

  test('two that take up one link at once: one becomes staff, with the role and scope of the link', async () => {
    const { url } = await inviteStaff(head, { displayName: '小周', role: 'owner' })
    const offer = await t.http.request(`/api/invitations/${url.split('/').at(-1)}`)
    expect(await offer.json()).toMatchObject({ displayName: '小周', role: 'owner' })
    const answers = await Promise.all([accept(url, guest('zhou-c')), accept(url, guest('zhou-d'))])
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 404])
    const me = (await answers.find((answer) => answer.status === 200)?.json()) as Me
    expect(me).toMatchObject({ workspace: { id: ws.id }, staff: { displayName: '小周', role: 'owner', scope: { kind: 'own' } } })
    expect((await audits(head)).map((row) => [row.verb, row.staffId])).toEqual([
      ['staff.invite', idOf(head)],
      ['staff.join', me.staff?.id],
    ])
  })

  test('an account that is signed in joins a second workspace; staff already there is told so', async () => {
    const other = await t.workspace()
    const headers = await other.session('head')
    const { url } = await inviteStaff(head, { displayName: '老王', role: 'viewer' })
    const me = (await (await accept(url, {}, headers)).json()) as Me
    expect(me.workspaces).toHaveLength(2)
    expect(me.workspace?.id).toBe(ws.id)
    expect(await (await t.http.request('/api/workspace', { headers })).json()).toMatchObject({ id: ws.id })
    const again = await inviteStaff(head, { displayName: '老王', role: 'viewer' })
    expect(await codeOf(await accept(again.url, {}, headers))).toBe('identity.already_staff')
    await updateStaff(head, { id: me.staff?.id ?? 0, active: false })
    const back = (await (await accept(again.url, {}, headers)).json()) as Me
    expect(back.staff?.id).toBe(me.staff?.id)
  })
})
