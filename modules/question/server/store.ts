import { createHash } from 'node:crypto'
import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import type { BankPurpose, QuestionBody, QuestionImport } from '../contract/index.ts'
import { plainAnswer } from '../domain/grade-answer.ts'

/** A bank may not grow without end: what is drawn from is sorted in memory of the database. */
export const MOST_QUESTIONS = 20_000

export interface BankRow {
  readonly id: number
  readonly key: string
  readonly name: string
  readonly purpose: BankPurpose
  readonly note: string
}

export const findBank = (ctx: Ctx, id: number) =>
  ctx.db.maybe<BankRow>(sql`
    select b.id, b.key, b.name, b.purpose, b.note from question_bank b where b.workspace_id = ${ctx.workspaceId} and b.id = ${id}`)

/** The same, locked: who adds questions holds it, so that a bank never grows past its limit. */
export const lockBank = (ctx: Ctx, id: number) =>
  ctx.db.maybe<BankRow>(sql`
    select b.id, b.key, b.name, b.purpose, b.note from question_bank b where b.workspace_id = ${ctx.workspaceId} and b.id = ${id} for update`)

export const bankByKey = (ctx: Ctx, key: string) =>
  ctx.db.maybe<BankRow>(sql`
    select b.id, b.key, b.name, b.purpose, b.note from question_bank b where b.workspace_id = ${ctx.workspaceId} and b.key = ${key}`)

/** Undefined when the key is taken. */
export async function insertBank(ctx: Ctx, bank: Omit<BankRow, 'id'>): Promise<number | undefined> {
  const now = ctx.clock.now()
  const row = await ctx.db.maybe<{ id: number }>(sql`
    insert into question_bank (workspace_id, key, name, purpose, note, created_at, updated_at)
    values (${ctx.workspaceId}, ${bank.key}, ${bank.name}, ${bank.purpose}, ${bank.note}, ${now}, ${now})
    on conflict (workspace_id, key) do nothing returning id`)
  return row?.id
}

export const updateBank = (ctx: Ctx, bank: Omit<BankRow, 'key'>) =>
  ctx.db.exec(sql`
    update question_bank set name = ${bank.name}, purpose = ${bank.purpose}, note = ${bank.note}, updated_at = ${ctx.clock.now()}
    where workspace_id = ${ctx.workspaceId} and id = ${bank.id}`)

/** The same question, however its stem is spaced. */
export const digestOf = (body: QuestionBody): string =>
  createHash('sha256')
    .update(`${body.theme}|${plainAnswer(body.stem)}`)
    .digest('base64url')
    .slice(0, 22)

/** Numbers of the new ones; what stands in the bank already is passed over. */
export async function insertQuestions(ctx: Ctx, bankId: number, bodies: readonly QuestionBody[]): Promise<number[]> {
  if (bodies.length === 0) return []
  const now = ctx.clock.now()
  const rows = await ctx.db.rows<{ id: number }>(sql`
    insert into question (workspace_id, bank_id, theme, kind, body, digest, created_at, updated_at)
    select ${ctx.workspaceId}, ${bankId}, n.body ->> 'theme', n.body ->> 'kind', n.body, n.digest, ${now}, ${now}
    from unnest(${bodies.map((body) => JSON.stringify(body))}::jsonb[], ${bodies.map(digestOf)}::text[]) as n (body, digest)
    on conflict (workspace_id, bank_id, digest) do nothing returning id`)
  return rows.map((row) => row.id)
}

export async function countQuestions(ctx: Ctx, bankId: number): Promise<number> {
  const { count } = await ctx.db.one<{ count: number }>(sql`
    select count(*)::int as count from question q where q.workspace_id = ${ctx.workspaceId} and q.bank_id = ${bankId}`)
  return count
}

export const findQuestion = (ctx: Ctx, id: number) =>
  ctx.db.maybe<{ id: number; bankId: number; body: QuestionBody }>(sql`
    select q.id, q.bank_id as "bankId", q.body from question q where q.workspace_id = ${ctx.workspaceId} and q.id = ${id}`)

/** 0 when another question of the bank has the stem. */
export const updateQuestion = (ctx: Ctx, id: number, body: QuestionBody) =>
  ctx.db.exec(sql`
    update question q set theme = ${body.theme}, kind = ${body.kind}, body = ${JSON.stringify(body)}::jsonb, digest = ${digestOf(body)},
      updated_at = ${ctx.clock.now()}
    where q.workspace_id = ${ctx.workspaceId} and q.id = ${id} and not exists (
      select 1 from question o where o.workspace_id = ${ctx.workspaceId} and o.bank_id = q.bank_id and o.digest = ${digestOf(body)} and o.id <> q.id)`)

export const setRetired = (ctx: Ctx, ids: readonly number[], retired: boolean) =>
  ctx.db.exec(sql`
    update question set retired = ${retired}, updated_at = ${ctx.clock.now()}
    where workspace_id = ${ctx.workspaceId} and id = any(${ids}::bigint[]) and retired <> ${retired}`)

export interface Rejects {
  readonly headings: readonly string[]
  readonly rows: readonly (readonly [code: string, ...cells: string[]])[]
}

export async function insertImport(ctx: Ctx, one: Omit<QuestionImport, 'id' | 'at' | 'failed'>, rejects: Rejects): Promise<number> {
  const { id } = await ctx.db.one<{ id: number }>(sql`
    insert into question_import (workspace_id, bank_id, file_name, rows, added, known, faults, rejects, at)
    values (${ctx.workspaceId}, ${one.bankId}, ${one.fileName}, ${one.rows}, ${one.added}, ${one.known},
      ${JSON.stringify(one.faults)}::jsonb, ${JSON.stringify(rejects)}::jsonb, ${ctx.clock.now()}) returning id`)
  return id
}

export const findRejects = (ctx: Ctx, id: number) =>
  ctx.db.maybe<{ rejects: Rejects }>(sql`
    select i.rejects from question_import i where i.workspace_id = ${ctx.workspaceId} and i.id = ${id}`)
