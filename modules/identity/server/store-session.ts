import type { Querier } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import type { Session } from '../contract/index.ts'

export interface NewSession {
  readonly tokenHash: Buffer
  readonly accountId: number
  readonly workspaceId: number | null
  readonly at: Date
  readonly expiresAt: Date
  readonly address: string
  readonly agent: string
}

export function insertSession(db: Querier, row: NewSession): Promise<number> {
  return db.exec(sql`
    insert into session (token_hash, account_id, current_workspace, created_at, last_seen_at, expires_at, address, agent)
    values (${row.tokenHash}, ${row.accountId}, ${row.workspaceId}, ${row.at}, ${row.at}, ${row.expiresAt}, ${row.address}, ${row.agent})`)
}

export interface LiveSession {
  readonly id: number
  readonly accountId: number
  readonly workspaceId: number | null
  readonly lastSeenAt: Date
}

export function liveSession(db: Querier, tokenHash: Buffer, now: Date): Promise<LiveSession | undefined> {
  return db.maybe(sql`
    select id, account_id as "accountId", current_workspace as "workspaceId", last_seen_at as "lastSeenAt"
    from session where token_hash = ${tokenHash} and expires_at > ${now}`)
}

export function touchSession(db: Querier, id: number, now: Date, expiresAt: Date): Promise<number> {
  return db.exec(sql`update session set last_seen_at = ${now}, expires_at = ${expiresAt} where id = ${id}`)
}

export function moveSession(db: Querier, tokenHash: Buffer, workspaceId: number | null): Promise<number> {
  return db.exec(sql`update session set current_workspace = ${workspaceId} where token_hash = ${tokenHash}`)
}

export function deleteSession(db: Querier, tokenHash: Buffer): Promise<number> {
  return db.exec(sql`delete from session where token_hash = ${tokenHash}`)
}

export function deleteSessionById(db: Querier, accountId: number, id: number): Promise<number> {
  return db.exec(sql`delete from session where account_id = ${accountId} and id = ${id}`)
}

export function deleteOtherSessions(db: Querier, accountId: number, keep: Buffer): Promise<number> {
  return db.exec(sql`delete from session where account_id = ${accountId} and token_hash <> ${keep}`)
}

/** A few at each sign-in keeps the table small without a job of its own. */
export function deleteExpiredSessions(db: Querier, now: Date): Promise<number> {
  return db.exec(
    sql`delete from session where id = any(array(select e.id from session e where e.expires_at <= ${now} order by e.expires_at limit 100))`,
  )
}

export function sessionsOf(db: Querier, accountId: number, current: Buffer, now: Date): Promise<Session[]> {
  return db.rows(sql`
    select id, created_at as "createdAt", last_seen_at as "lastSeenAt", address, agent, token_hash = ${current} as current
    from session where account_id = ${accountId} and expires_at > ${now} order by last_seen_at desc, id desc limit 100`)
}
