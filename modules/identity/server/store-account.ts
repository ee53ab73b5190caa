import type { Locale } from '@grove/kernel/contract'
import type { Querier } from '@grove/kernel/server'
import sql from 'sql-template-tag'

export interface AccountRow {
  readonly id: number
  readonly login: string
  readonly name: string
  readonly locale: Locale
  readonly passwordHash: string
}

export function anyAccount(db: Querier): Promise<{ found: boolean }> {
  return db.one(sql`select exists (select 1 from account) as found`)
}

/** Undefined when the login is taken. */
export function insertAccount(
  db: Querier,
  row: { login: string; name: string; passwordHash: string; locale: Locale; at: Date },
): Promise<{ id: number } | undefined> {
  return db.maybe(sql`
    insert into account (login, display_name, password_hash, locale, password_changed_at, created_at)
    values (${row.login}, ${row.name}, ${row.passwordHash}, ${row.locale}, ${row.at}, ${row.at})
    on conflict (login) do nothing returning id`)
}

export function accountByLogin(db: Querier, login: string): Promise<AccountRow | undefined> {
  return db.maybe(sql`
    select id, login, display_name as name, locale, password_hash as "passwordHash" from account where login = ${login}`)
}

export function accountById(db: Querier, id: number): Promise<AccountRow> {
  return db.one(sql`
    select id, login, display_name as name, locale, password_hash as "passwordHash" from account where id = ${id}`)
}

export function saveAccount(db: Querier, id: number, name: string, locale: Locale): Promise<number> {
  return db.exec(sql`update account set display_name = ${name}, locale = ${locale} where id = ${id}`)
}

export function savePassword(db: Querier, id: number, passwordHash: string, at: Date): Promise<number> {
  return db.exec(sql`update account set password_hash = ${passwordHash}, password_changed_at = ${at} where id = ${id}`)
}

export function linkWorkspace(db: Querier, accountId: number, workspaceId: number): Promise<number> {
  return db.exec(sql`insert into account_workspace (account_id, workspace) values (${accountId}, ${workspaceId}) on conflict do nothing`)
}

export function unlinkWorkspace(db: Querier, accountId: number, workspaceId: number): Promise<number> {
  return db.exec(sql`delete from account_workspace where account_id = ${accountId} and workspace = ${workspaceId}`)
}
