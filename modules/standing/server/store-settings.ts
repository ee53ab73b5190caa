import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import type { RfmCuts, StandingSettings } from '../contract/index.ts'
import { defaultSettings } from '../domain/defaults.ts'

export interface SettingsRow {
  readonly settings: StandingSettings
  /** The RFM cut-offs at work; null until the first count, and while nobody bought. */
  readonly cuts: RfmCuts | null
  readonly cutsAt: Date | null
}

export async function readSettings(ctx: Ctx): Promise<SettingsRow> {
  const row = await ctx.db.maybe<{ body: StandingSettings | null; cuts: RfmCuts | null; cutsAt: Date | null }>(sql`
    select body, cuts, cuts_at as "cutsAt" from standing_setting where workspace_id = ${ctx.workspaceId}`)
  const settings = row?.body ?? defaultSettings
  const fixed = settings.rfm.mode === 'fixed' ? settings.rfm.cuts : null
  return { settings, cuts: fixed ?? row?.cuts ?? null, cutsAt: row?.cutsAt ?? null }
}

export async function writeSettings(ctx: Ctx, body: StandingSettings): Promise<void> {
  await ctx.db.exec(sql`
    insert into standing_setting (workspace_id, body) values (${ctx.workspaceId}, ${JSON.stringify(body)}::jsonb)
    on conflict (workspace_id) do update set body = excluded.body, cuts = null, cuts_at = null`)
}

export async function writeCuts(ctx: Ctx, cuts: RfmCuts | null): Promise<void> {
  await ctx.db.exec(sql`
    insert into standing_setting (workspace_id, cuts, cuts_at) values (${ctx.workspaceId}, ${JSON.stringify(cuts)}::jsonb, ${ctx.clock.now()})
    on conflict (workspace_id) do update set cuts = excluded.cuts, cuts_at = excluded.cuts_at`)
}

/** Moves the moment until which time's own changes were looked at; answers where it was. Null the first time. */
export async function moveLookedAt(ctx: Ctx): Promise<Date | null> {
  const row = await ctx.db.one<{ before: Date | null }>(sql`
    with was as (select looked_at from standing_setting where workspace_id = ${ctx.workspaceId} for update)
    insert into standing_setting (workspace_id, looked_at) values (${ctx.workspaceId}, ${ctx.clock.now()})
    on conflict (workspace_id) do update set looked_at = excluded.looked_at
    returning (select looked_at from was) as before`)
  return row.before
}
