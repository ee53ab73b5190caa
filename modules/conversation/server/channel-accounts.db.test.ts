import type { SettingField } from '@grove/channel-kit/contract'
import { memoryStore, recordingChannel } from '@grove/channel-recording'
import type { Ctx } from '@grove/kernel/server'
import type { TestApp, TestWorkspace } from '@grove/testkit'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { checkChannelAccount, listChannels, removeChannelAccount, saveChannelAccount } from './channel-accounts.ts'
import { liftLimits, makeCommunity, plan, sends, sendWorld, states } from './fixture/send-world.ts'

const settings: SettingField[] = [
  { key: 'corp', kind: 'text', labelKey: 'x.corp', required: true },
  { key: 'secret', kind: 'secret', labelKey: 'x.secret', required: true, pattern: '[0-9a-z]{6}' },
  { key: 'place', kind: 'url', labelKey: 'x.place', required: false },
  { key: 'rule', kind: 'select', labelKey: 'x.rule', required: false, options: [{ value: 'day', labelKey: 'x.day' }] },
]
let t: TestApp
let ws: TestWorkspace
let head: Ctx
beforeAll(async () => {
  t = await sendWorld(recordingChannel({ store: memoryStore() }), recordingChannel({ kind: 'corp', settings, store: memoryStore() }))
})
afterAll(() => t.close())
beforeEach(async () => {
  ws = await t.workspace()
  await liftLimits(ws.ctx)
  head = await ws.as('head')
})

const account = { kind: 'corp', name: '总店', settings: { corp: 'ww1', secret: 's3cret' }, off: false }
const corp = async () => (await listChannels(head)).items.find((channel) => channel.kind === 'corp')

describe('an account', () => {
  it('is refused without what the channel needs, or for a channel that has none', async () => {
    await expect(saveChannelAccount(head, { ...account, settings: { corp: 'ww1' } })).rejects.toMatchObject({
      code: 'channel.setting_missing',
      data: { key: 'secret' },
    })
    await expect(saveChannelAccount(head, { ...account, kind: 'recording' })).rejects.toMatchObject({ code: 'channel.unknown_kind' })
    await expect(saveChannelAccount(head, { ...account, id: 404 })).rejects.toMatchObject({ code: 'channel.account_not_found' })
    await expect(checkChannelAccount(head, { id: 404 })).rejects.toMatchObject({ code: 'channel.account_not_found' })
  })

  it('is refused with what can never be right, whatever the kind of field', async () => {
    for (const wrong of [
      { secret: 's3cret!' },
      { secret: 's3cret\n' + 'x' },
      { place: 'here' },
      { place: 'ftp://there' },
      { rule: 'week' },
    ]) {
      await expect(saveChannelAccount(head, { ...account, settings: { ...account.settings, ...wrong } })).rejects.toMatchObject({
        code: 'channel.setting_wrong',
        data: { key: Object.keys(wrong)[0] },
      })
    }
    const right = { ...account.settings, place: 'https://there', rule: 'day' }
    const { id } = await saveChannelAccount(head, { ...account, settings: right })
    // A secret kept from before the channel said what one looks like does not stand in the way of other changes.
    await ws.ctx.db.exec(sql`update channel_account set settings = settings || '{"secret": "old secret"}' where workspace_id = ${ws.id}`)
    expect(await saveChannelAccount(head, { ...account, id, settings: { corp: 'ww2', secret: '' } })).toEqual({ id })
  })

  it('never shows its secret, and keeps it when the form leaves it empty', async () => {
    const { id } = await saveChannelAccount(head, account)
    expect((await corp())?.accounts).toMatchObject([{ id, settings: { corp: 'ww1', secret: '••••••' } }])
    await saveChannelAccount(head, { ...account, id, name: '分店', settings: { corp: 'ww2', secret: '' } })
    expect(await ws.ctx.db.one(sql`select name, settings from channel_account where workspace_id = ${ws.id}`)).toEqual({
      name: '分店',
      settings: { corp: 'ww2', secret: 's3cret' },
    })
    const audited = await ws.ctx.db.rows<{ text: string }>(
      sql`select concat(before, after) as text from audit where workspace_id = ${ws.id}`,
    )
    expect(audited.map((row) => row.text).join()).not.toContain('s3cret')
    expect(await checkChannelAccount(head, { id })).toMatchObject({ state: 'ok', settings: { secret: '••••••' } })
  })

  it('carries sends; without one they fail and can be retried', async () => {
    const { id } = await makeCommunity(ws.ctx, 0, { channel: 'corp' })
    await plan(ws.ctx, id)
    await t.drain()
    expect(await sends(ws.ctx)).toMatchObject([{ state: 'failed', reason: 'account_gone' }])
    await saveChannelAccount(head, account)
    await plan(ws.ctx, id, { stepId: 2 })
    await t.drain()
    expect(await states(ws.ctx)).toEqual({ failed: 1, sent: 1 })
  })

  it('cannot be removed while a community is tied to it', async () => {
    const { id } = await saveChannelAccount(head, account)
    const community = await makeCommunity(ws.ctx, 0, { channel: 'corp' })
    await ws.ctx.db.exec(sql`
      insert into channel_group (workspace_id, community_id, account_id, external_id) values (${ws.id}, ${community.id}, ${id}, 'chat-1')`)
    await expect(removeChannelAccount(head, { id })).rejects.toMatchObject({ code: 'channel.account_in_use', data: { communities: 1 } })
    await ws.ctx.db.exec(sql`delete from channel_group where workspace_id = ${ws.id}`)
    await removeChannelAccount(head, { id })
    expect((await corp())?.accounts).toEqual([])
  })
})
