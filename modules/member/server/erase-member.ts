import { emit } from '@grove/event-log'
import { createTranslator } from '@grove/i18n'
import { forgetAnswers, forgetInAudit } from '@grove/identity/server'
import type { InputOf, OutputOf } from '@grove/kernel/contract'
import { audit, type Ctx } from '@grove/kernel/server'
import sql, { join, raw } from 'sql-template-tag'
import { type eraseMember as eraseRoute, memberErased, memberErrors } from '../contract/index.ts'
import en from '../locales/en.json' with { type: 'json' }
import zh from '../locales/zh.json' with { type: 'json' }
import { markErased } from './erased-marks.ts'
import { forgetStandings } from './member-standing.ts'
import { allEventWords, allTables, endMembers, type Forgotten, forgetBeside, type MemberTable, settleMembers } from './member-table.ts'
import { seenIds } from './read-seen.ts'
import { upsertBlock } from './store-block.ts'
import { identitiesOfMembers } from './store-identity.ts'
import { lockMembers, type MemberRecord } from './store-member.ts'
import { withMerged } from './store-merge.ts'

/**
 * Forgets a member, for good: whatever says who it was goes, in every module, in the audit trail and in the trails of merges. What happened
 * stays under a number that leads to nobody, so that figures stay right; a channel that still shows them makes nobody anew. `confirm` is the name, typed again.
 * @throws member.not_found member.erase_unconfirmed
 */
export async function eraseMember(ctx: Ctx, input: InputOf<typeof eraseRoute>): Promise<OutputOf<typeof eraseRoute>> {
  return ctx.inTx(async (ctx) => {
    const [id] = await seenIds(ctx, [input.id])
    const [record] = id === undefined ? [] : await lockMembers(ctx, [id])
    if (id === undefined || !record) throw memberErrors.not_found()
    if (input.confirm.trim() !== record.displayName) throw memberErrors.erase_unconfirmed()
    const who = await whoIs(ctx, record)
    await markErased(ctx, who.identities)
    await endMembers(ctx, id)
    await forgetBeside(ctx, who)
    await eraseEvents(ctx, id)
    for (const table of allTables(ctx)) await eraseRows(ctx, table, id)
    await eraseRecord(ctx, id)
    await deleteTrails(ctx, who)
    await forgetInAudit(ctx, { kind: 'member', ids: who.ids })
    await forgetAnswers(
      ctx,
      who.ids.map((one) => `member:${one}`),
    )
    // Nobody writes to a number that leads to nobody, and it joins nothing.
    await upsertBlock(ctx, { memberId: id, kind: 'blacklist', reason: '', until: null, by: { kind: 'system' } })
    await settleMembers(ctx, [id])
    forgetStandings(ctx)
    await emit(ctx, [{ kind: memberErased, memberId: id, counted: false, data: {} }])
    await audit(ctx, { verb: 'member.erase', target: { kind: 'member', id } })
    return { changed: 1 }
  })
}

/** Everything that leads to them: what they are called, and under which numbers they were known before merges. */
async function whoIs(ctx: Ctx, record: MemberRecord): Promise<Forgotten> {
  const ids = await withMerged(ctx, record.id)
  const identities = await identitiesOfMembers(ctx, [record.id])
  const words = [record.displayName, record.phone, record.email, ...identities.map((one) => one.externalId)]
  return { memberId: record.id, ids, identities, words: words.flatMap((word) => (word?.trim() ? [word.trim().toLowerCase()] : [])) }
}

/** What happened stays, so that figures stay right; what was said about the person goes. */
async function eraseEvents(ctx: Ctx, id: number): Promise<void> {
  const words = allEventWords(ctx)
  await ctx.db.exec(sql`
    update event t set data = case t.kind ${join(
      words.map(([kind, left]) => sql`when ${kind} then ${left}`),
      ' ',
    )} else t.data end
    where t.workspace_id = ${ctx.workspaceId} and t.member_id = ${id} and t.kind = any(${words.map(([kind]) => kind)}::text[])`)
}

async function eraseRows(ctx: Ctx, table: MemberTable, memberId: number): Promise<void> {
  if (table.erase === 'keep') return
  const [name, column] = [raw(`"${table.table}"`), raw(`"${table.column}"`)]
  const theirs = sql`t.workspace_id = ${ctx.workspaceId} and t.${column} = ${memberId} and ${table.where ? table.where(raw('t')) : sql`true`}`
  if (table.erase === 'delete') await ctx.db.exec(sql`delete from ${name} t where ${theirs} and t.workspace_id = ${ctx.workspaceId}`)
  else {
    const set = join(Object.entries(table.erase).map(([one, value]) => sql`${raw(`"${one}"`)} = ${value}`))
    await ctx.db.exec(sql`update ${name} t set ${set} where ${theirs} and t.workspace_id = ${ctx.workspaceId}`)
  }
}

/** Kind, stage, source and the days stay: figures count by them. */
async function eraseRecord(ctx: Ctx, id: number): Promise<void> {
  const name = createTranslator(ctx.locale, ctx.locale === 'zh' ? zh : en)('member.erased_name')
  await ctx.db.exec(sql`
    update member set display_name = ${name}, search = '', avatar_url = null, phone_sealed = null, email_sealed = null, gender = null,
      age_band = null, city = null, city_tier = null, occupation = null, industry = null, employer = null, title = null, attributes = '{}',
      owner_staff_id = null, erased_at = ${ctx.clock.now()}, updated_at = ${ctx.clock.now()}
    where workspace_id = ${ctx.workspaceId} and id = ${id}`)
}

/** Trails of all records that became this one, however many steps ago. */
async function deleteTrails(ctx: Ctx, { ids }: Forgotten): Promise<void> {
  await ctx.db.exec(sql`
    delete from member_merge where workspace_id = ${ctx.workspaceId}
      and (winner_id = any(${ids}::bigint[]) or loser_id = any(${ids}::bigint[]))`)
  await ctx.db.exec(sql`
    delete from member_duplicate where workspace_id = ${ctx.workspaceId}
      and (first_id = any(${ids}::bigint[]) or second_id = any(${ids}::bigint[]))`)
}
