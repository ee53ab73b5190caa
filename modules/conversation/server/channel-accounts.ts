import { lacksOf, settingFits } from '@grove/channel-kit/contract'
import { type Channel, channelOf, channels } from '@grove/channel-kit/server'
import type { OutputOf } from '@grove/kernel/contract'
import { audit, type Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { type ChannelAccount, type checkChannelAccountRoute, channelErrors } from '../contract/index.ts'

const MASK = '••••••'
type Stored = Omit<ChannelAccount, 'callbackUrl'>

const ACCOUNT = sql`a.id, a.kind, a.name, a.state, a.state_note as note, a.checked_at as "checkedAt", a.settings`

/** Channels of this installation, their accounts (secrets masked), and how much waits or needs a look. */
export async function listChannels(ctx: Ctx) {
  const accounts = await ctx.db.rows<Stored>(sql`
    select ${ACCOUNT} from channel_account a where a.workspace_id = ${ctx.workspaceId} order by a.id`)
  const counts = await ctx.db.rows<{ channel: string; waiting: number; troubled: number }>(sql`
    select k.kind as channel,
      (select count(*)::int from (select 1 from send s where s.workspace_id = ${ctx.workspaceId} and s.channel = k.kind
        and s.state in ('planned', 'retry', 'held') limit 10000) w) as waiting,
      (select count(*)::int from (select 1 from send s where s.workspace_id = ${ctx.workspaceId} and s.channel = k.kind
        and s.state in ('needs_person', 'unknown', 'failed', 'refused') limit 10000) w) as troubled
    from unnest(${ctx.app.registry.all(channels).map((channel) => channel.kind)}::text[]) as k (kind)`)
  const countOf = new Map(counts.map((row) => [row.channel, row]))
  return {
    items: ctx.app.registry.all(channels).map((channel) => ({
      kind: channel.kind,
      nameKey: channel.nameKey,
      can: { ...channel.can, parts: [...channel.can.parts] },
      lacks: lacksOf(channel.can),
      settings: [...channel.settings],
      waiting: countOf.get(channel.kind)?.waiting ?? 0,
      troubled: countOf.get(channel.kind)?.troubled ?? 0,
      accounts: accounts.filter((account) => account.kind === channel.kind).map((account) => masked(ctx, channel, account)),
    })),
  }
}

function masked(ctx: Ctx, channel: Channel | undefined, account: Stored): ChannelAccount {
  const secret = new Set(channel?.settings.filter((field) => field.kind === 'secret').map((field) => field.key))
  const settings = Object.entries(account.settings).map(([key, value]) => [key, secret.has(key) && value ? MASK : value])
  const path = channel?.callbackPath?.(ctx.workspaceId, account.id)
  const callbackUrl = path ? `${ctx.app.config.baseUrl}${path}` : null
  return { ...account, settings: Object.fromEntries(settings) as Record<string, string>, callbackUrl }
}

export interface SaveChannelAccount {
  readonly id?: number | undefined
  readonly kind: string
  readonly name: string
  readonly settings: Readonly<Record<string, string>>
  readonly off: boolean
}

/** Connects or changes an account. @throws channel.unknown_kind, channel.setting_missing, channel.setting_wrong, channel.account_not_found */
export function saveChannelAccount(ctx: Ctx, input: SaveChannelAccount): Promise<{ id: number }> {
  return ctx.inTx(async (tx) => {
    const channel = channelOf(tx, input.kind)
    if (!channel || channel.settings.length === 0) throw channelErrors.unknown_kind({ kind: input.kind })
    const before = input.id === undefined ? undefined : await readAccount(tx, input.id, input.kind)
    const settings = settingsOf(channel, input, before?.settings ?? {})
    const state = input.off ? 'off' : 'ok'
    const { id } = before
      ? await tx.db.one<{ id: number }>(sql`
          update channel_account set name = ${input.name}, settings = ${JSON.stringify(settings)}::jsonb, state = ${state}, state_note = null
          where workspace_id = ${tx.workspaceId} and id = ${before.id} returning id`)
      : await tx.db.one<{ id: number }>(sql`
          insert into channel_account (workspace_id, kind, name, settings, state, created_at)
          values (${tx.workspaceId}, ${input.kind}, ${input.name}, ${JSON.stringify(settings)}::jsonb, ${state}, ${tx.clock.now()}) returning id`)
    await audit(tx, {
      verb: before ? 'channel_account.update' : 'channel_account.create',
      target: { kind: 'channel_account', id },
      ...(before ? { before: masked(tx, channel, before) } : {}),
      after: { name: input.name, kind: input.kind, off: input.off },
    })
    tx.afterCommit(() => tx.app.signals.wake('sends'))
    return { id }
  })
}

/** Only fields the channel knows; a secret left empty (or masked) stays as it was. */
function settingsOf(channel: Channel, input: SaveChannelAccount, before: Readonly<Record<string, string>>): Record<string, string> {
  const settings: Record<string, string> = {}
  for (const field of channel.settings) {
    const given = input.settings[field.key]?.trim() ?? ''
    const keeps = field.kind === 'secret' && (given === '' || given === MASK)
    const value = keeps ? (before[field.key] ?? '') : given
    if (value === '' && field.required) throw channelErrors.setting_missing({ key: field.key })
    if (value !== '' && !keeps && !settingFits(field, value)) throw channelErrors.setting_wrong({ key: field.key })
    if (value !== '') settings[field.key] = value
  }
  return settings
}

async function readAccount(ctx: Ctx, id: number, kind?: string): Promise<Stored> {
  const row = await ctx.db.maybe<Stored>(sql`
    select ${ACCOUNT} from channel_account a
    where a.workspace_id = ${ctx.workspaceId} and a.id = ${id} and (${kind ?? null}::text is null or a.kind = ${kind ?? null}) for update`)
  if (!row) throw channelErrors.account_not_found()
  return row
}

/** @throws channel.account_not_found, channel.account_in_use */
export function removeChannelAccount(ctx: Ctx, input: { readonly id: number }): Promise<{ ok: true }> {
  return ctx.inTx(async (tx) => {
    const before = await readAccount(tx, input.id)
    const { communities } = await tx.db.one<{ communities: number }>(sql`
      select count(*)::int as communities from channel_group where workspace_id = ${tx.workspaceId} and account_id = ${input.id}`)
    if (communities > 0) throw channelErrors.account_in_use({ communities })
    await tx.db.exec(sql`delete from channel_staff where workspace_id = ${tx.workspaceId} and account_id = ${input.id}`)
    await tx.db.exec(sql`delete from channel_account where workspace_id = ${tx.workspaceId} and id = ${input.id}`)
    await audit(tx, {
      verb: 'channel_account.delete',
      target: { kind: 'channel_account', id: input.id },
      before: masked(tx, channelOf(tx, before.kind), before),
    })
    return { ok: true }
  })
}

/** Asks the channel how the account is, one thing after the other, and keeps the answer. @throws channel.account_not_found */
export async function checkChannelAccount(ctx: Ctx, input: { readonly id: number }): Promise<OutputOf<typeof checkChannelAccountRoute>> {
  const account = await readAccount(ctx, input.id)
  const channel = channelOf(ctx, account.kind)
  const asked = await channel?.health?.(ctx, account, AbortSignal.timeout(channel.pace.timeoutMs)).catch(() => ({ state: 'down' as const }))
  const checks = await channel?.examine?.(ctx, account, AbortSignal.timeout(channel.pace.timeoutMs)).catch(() => [])
  const health = asked ?? { state: 'ok' as const }
  const note = 'noteKey' in health ? (health.noteKey ?? null) : null
  const row = await ctx.db.one<Stored>(sql`
    update channel_account a set state = case when a.state = 'off' then a.state else ${health.state} end, state_note = ${note},
      checked_at = ${ctx.clock.now()}
    where a.workspace_id = ${ctx.workspaceId} and a.id = ${input.id} returning ${ACCOUNT}`)
  return { ...masked(ctx, channel, row), checks: [...(checks ?? [])] }
}
