import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import type { ComposedMessage } from './compose-message.ts'

export type MassKind = 'group' | 'single'
export type MassState = 'asking' | 'doubt' | 'waiting' | 'done' | 'refused'

export interface Mass {
  readonly id: number
  readonly accountId: number
  readonly kind: MassKind
  readonly sender: string
  readonly message: ComposedMessage
  readonly state: MassState
  readonly reason: string | null
  readonly msgid: string | null
  readonly askedAt: Date
  readonly expiresAt: Date
  readonly confirmedAt: Date | null
  readonly notifiedAt: Date | null
  readonly lateAt: Date | null
  readonly singleAt: Date | null
  readonly polls: number
  readonly reminders: number
  readonly remindAt: Date | null
}

export interface MassTarget {
  readonly touch: string
  readonly massId: number
  readonly target: string
  readonly communityId: number
  readonly state: 'open' | 'sent' | 'refused'
  readonly reason: string | null
}

const MASS = sql`m.id, m.account_id as "accountId", m.kind, m.sender, m.message, m.state, m.reason, m.msgid, m.asked_at as "askedAt",
  m.expires_at as "expiresAt", m.confirmed_at as "confirmedAt", m.notified_at as "notifiedAt", m.late_at as "lateAt", m.single_at as "singleAt", m.polls, m.reminders,
  m.remind_at as "remindAt"`
const TARGET = sql`t.touch, t.mass_id as "massId", t.target, t.community_id as "communityId", t.state, t.reason`

export interface NewMass {
  readonly accountId: number
  readonly kind: MassKind
  readonly sender: string
  readonly message: ComposedMessage
  readonly hash: string
  readonly expiresAt: Date
  readonly targets: readonly Pick<MassTarget, 'touch' | 'target' | 'communityId'>[]
}

/**
 * Writes tasks about to be asked for; a touch somebody else has taken meanwhile stays theirs. Three statements.
 * Answers the tasks that are this caller's to ask for.
 */
export async function insertMasses(ctx: Ctx, masses: readonly NewMass[]): Promise<Set<number>> {
  if (masses.length === 0) return new Set()
  const now = ctx.clock.now()
  const ids = await ctx.db.rows<{ id: number }>(sql`
    insert into wecom_mass (workspace_id, account_id, kind, sender, message, message_hash, state, asked_at, due_at, expires_at)
    select ${ctx.workspaceId}, n.account_id, n.kind, n.sender, n.message, n.hash, 'asking', ${now}, ${now}, n.expires_at
    from unnest(${masses.map((one) => one.accountId)}::bigint[], ${masses.map((one) => one.kind)}::text[],
      ${masses.map((one) => one.sender)}::text[], ${masses.map((one) => JSON.stringify(one.message))}::jsonb[],
      ${masses.map((one) => one.hash)}::text[], ${masses.map((one) => one.expiresAt)}::timestamptz[])
      with ordinality as n (account_id, kind, sender, message, hash, expires_at, position)
    order by n.position
    returning id`)
  const targets = masses.flatMap((mass, index) => mass.targets.map((target) => ({ ...target, massId: ids[index]?.id ?? 0 })))
  await ctx.db.exec(sql`
    insert into wecom_mass_target (workspace_id, touch, mass_id, target, community_id, state)
    select ${ctx.workspaceId}, n.touch, n.mass_id, n.target, n.community_id, 'open'
    from unnest(${targets.map((one) => one.touch)}::text[], ${targets.map((one) => one.massId)}::bigint[],
      ${targets.map((one) => one.target)}::text[], ${targets.map((one) => one.communityId)}::bigint[])
      as n (touch, mass_id, target, community_id)
    order by n.touch
    on conflict (workspace_id, touch) do nothing`)
  const own = ids.map((row) => row.id)
  const empty = await ctx.db.rows<{ id: number }>(sql`
    delete from wecom_mass m
    where m.workspace_id = ${ctx.workspaceId} and m.id = any(${own}::bigint[]) and not exists (
      select 1 from wecom_mass_target t where t.workspace_id = m.workspace_id and t.mass_id = m.id)
    returning m.id`)
  const lost = new Set(empty.map((row) => row.id))
  return new Set(own.filter((id) => !lost.has(id)))
}

export function targetsOf(ctx: Ctx, touches: readonly string[]): Promise<MassTarget[]> {
  return ctx.db.rows<MassTarget>(sql`
    select ${TARGET} from wecom_mass_target t where t.workspace_id = ${ctx.workspaceId} and t.touch = any(${[...touches]}::text[])`)
}

export function targetsOfMass(ctx: Ctx, massIds: readonly number[]): Promise<MassTarget[]> {
  return ctx.db.rows<MassTarget>(sql`
    select ${TARGET} from wecom_mass_target t
    where t.workspace_id = ${ctx.workspaceId} and t.mass_id = any(${[...massIds]}::bigint[]) order by t.touch`)
}

export function massesOf(ctx: Ctx, ids: readonly number[]): Promise<Mass[]> {
  return ctx.db.rows<Mass>(sql`
    select ${MASS} from wecom_mass m where m.workspace_id = ${ctx.workspaceId} and m.id = any(${[...ids]}::bigint[]) order by m.id`)
}

/** Tasks of one account whose time to be looked at has come. */
export function dueMasses(ctx: Ctx, limit: number): Promise<Mass[]> {
  return ctx.db.rows<Mass>(sql`
    select ${MASS} from wecom_mass m
    where m.workspace_id = ${ctx.workspaceId} and m.state = 'waiting' and m.due_at <= ${ctx.clock.now()} order by m.due_at, m.id limit ${limit}`)
}

/** The platform has the task. */
export function markWaiting(ctx: Ctx, id: number, given: { msgid: string; dueAt: Date; remindAt: Date | null }): Promise<number> {
  return ctx.db.exec(sql`
    update wecom_mass set state = 'waiting', msgid = ${given.msgid}, due_at = ${given.dueAt}, remind_at = ${given.remindAt}
    where workspace_id = ${ctx.workspaceId} and id = ${id} and state in ('asking', 'doubt')`)
}

export function markMass(ctx: Ctx, id: number, state: MassState, reason: string | null): Promise<number> {
  return ctx.db.exec(sql`
    update wecom_mass set state = ${state}, reason = ${reason} where workspace_id = ${ctx.workspaceId} and id = ${id}`)
}

/** In doubt, or left behind by a lost worker: this process asks again. False: somebody else does. */
export async function takeAgain(ctx: Ctx, mass: Pick<Mass, 'id' | 'askedAt'>): Promise<boolean> {
  const taken = await ctx.db.exec(sql`
    update wecom_mass set state = 'asking', asked_at = ${ctx.clock.now()}
    where workspace_id = ${ctx.workspaceId} and id = ${mass.id} and state in ('asking', 'doubt') and asked_at = ${mass.askedAt}`)
  return taken > 0
}

/** Surely nothing was done: as if it had never been asked for. */
export async function forgetMass(ctx: Ctx, id: number): Promise<void> {
  await ctx.db.exec(sql`delete from wecom_mass_target where workspace_id = ${ctx.workspaceId} and mass_id = ${id}`)
  await ctx.db.exec(sql`delete from wecom_mass where workspace_id = ${ctx.workspaceId} and id = ${id}`)
}

export async function settleTargets(
  ctx: Ctx,
  settled: readonly {
    readonly touch: string
    readonly state: 'sent' | 'refused'
    readonly reason: string | null
    readonly at: Date | null
  }[],
): Promise<void> {
  if (settled.length === 0) return
  await ctx.db.exec(sql`
    update wecom_mass_target t set state = n.state, reason = n.reason, at = n.at
    from unnest(${settled.map((one) => one.touch)}::text[], ${settled.map((one) => one.state)}::text[],
      ${settled.map((one) => one.reason)}::text[], ${settled.map((one) => one.at)}::timestamptz[]) as n (touch, state, reason, at)
    where t.workspace_id = ${ctx.workspaceId} and t.touch = n.touch`)
}

export interface Progress {
  readonly dueAt: Date
  readonly confirmedAt: Date | null
  readonly notifiedAt: Date | null
  readonly lateAt: Date | null
  readonly singleAt: Date | null
  readonly reminders: number
  readonly remindAt: Date | null
}

/** What one look changed. */
export function writeProgress(ctx: Ctx, id: number, progress: Progress): Promise<number> {
  return ctx.db.exec(sql`
    update wecom_mass set polls = polls + 1, due_at = ${progress.dueAt}, confirmed_at = ${progress.confirmedAt}, late_at = ${progress.lateAt}, single_at = ${progress.singleAt},
      notified_at = ${progress.notifiedAt}, reminders = ${progress.reminders}, remind_at = ${progress.remindAt}
    where workspace_id = ${ctx.workspaceId} and id = ${id}`)
}

/** msgids we know, of those given. */
export async function knownMsgids(ctx: Ctx, accountId: number, msgids: readonly string[]): Promise<Set<string>> {
  const rows = await ctx.db.rows<{ msgid: string }>(sql`
    select m.msgid from wecom_mass m
    where m.workspace_id = ${ctx.workspaceId} and m.account_id = ${accountId} and m.msgid = any(${[...msgids]}::text[])`)
  return new Set(rows.map((row) => row.msgid))
}

/** Another task of the same words and sender is being asked for, so what the platform has of them may be that one. */
export async function isBeingAsked(ctx: Ctx, mass: Mass): Promise<boolean> {
  const { asked } = await ctx.db.one<{ asked: boolean }>(sql`
    select exists (
      select 1 from wecom_mass m join wecom_mass own on own.workspace_id = m.workspace_id and own.id = ${mass.id}
      where m.workspace_id = ${ctx.workspaceId} and m.account_id = ${mass.accountId} and m.sender = ${mass.sender} and m.id <> ${mass.id}
        and m.message_hash = own.message_hash and m.state in ('asking', 'doubt')) as asked`)
  return asked
}
