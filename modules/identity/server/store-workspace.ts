import type { Locale, WorkspaceId } from '@grove/kernel/contract'
import type { Ctx, Querier } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import type { Workspace } from '../contract/index.ts'

export interface NewWorkspace {
  readonly publicKey: string
  readonly name: string
  readonly zone: string
  readonly locale: Locale
  readonly demo: boolean
  readonly at: Date
}

export function insertWorkspace(db: Querier, row: NewWorkspace): Promise<{ id: WorkspaceId }> {
  return db.one(sql`
    insert into workspace (public_key, name, zone, locale, demo, created_at)
    values (${row.publicKey}, ${row.name}, ${row.zone}, ${row.locale}, ${row.demo}, ${row.at}) returning id`)
}

export function workspaceByKey(db: Querier, publicKey: string): Promise<{ id: WorkspaceId; name: string; locale: Locale } | undefined> {
  return db.maybe(sql`select id, name, locale from workspace where public_key = ${publicKey}`)
}

export function ownWorkspace(ctx: Ctx): Promise<Workspace> {
  return ctx.db.one(sql`
    select id, public_key as "publicKey", name, zone, locale, demo, sends_stopped as "sendsStopped"
    from workspace where id = ${ctx.workspaceId}`)
}

export function lockWorkspace(ctx: Ctx): Promise<Workspace> {
  return ctx.db.one(sql`
    select id, public_key as "publicKey", name, zone, locale, demo, sends_stopped as "sendsStopped"
    from workspace where id = ${ctx.workspaceId} for update`)
}

export function saveWorkspace(ctx: Ctx, row: Pick<Workspace, 'name' | 'zone' | 'locale'>): Promise<number> {
  return ctx.db.exec(sql`
    update workspace set name = ${row.name}, zone = ${row.zone}, locale = ${row.locale} where id = ${ctx.workspaceId}`)
}

export interface SendsSwitch {
  readonly stopped: boolean
  readonly since: Date | null
  readonly reason: string
  readonly by: string | null
}

export function sendsSwitch(ctx: Ctx): Promise<SendsSwitch> {
  return ctx.db.one(sql`
    select sends_stopped as stopped, sends_switched_at as since, sends_reason as reason, sends_switched_by as by
    from workspace where id = ${ctx.workspaceId}`)
}

/** 0 when it stood there already. */
export function saveSendsSwitch(ctx: Ctx, row: SendsSwitch): Promise<number> {
  return ctx.db.exec(sql`
    update workspace set sends_stopped = ${row.stopped}, sends_switched_at = ${row.since}, sends_reason = ${row.reason}, sends_switched_by = ${row.by}
    where id = ${ctx.workspaceId} and sends_stopped <> ${row.stopped}`)
}
