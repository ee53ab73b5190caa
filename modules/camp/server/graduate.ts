import { localOf } from '@grove/calendar'
import { emit } from '@grove/event-log'
import { audit, type Ctx, makeCodes } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { campErrors, campGraduated } from '../contract/index.ts'
import { certificateText, shownNumber } from '../domain/certificate-words.ts'
import { graduates } from '../domain/graduation.ts'
import { closeOverdue } from './close-attempts.ts'
import { editionOf, type EditionRecord } from './store-edition.ts'
import { tellPhones } from './tell-phones.ts'

interface Doer {
  readonly memberId: number
  readonly name: string
  readonly counted: boolean
  readonly checkIns: number
  readonly accepted: number
  readonly graduated: boolean | null
  readonly passed: readonly string[]
  readonly defended: boolean
}

/** By a person, as often as homework is still being judged. @throws camp.not_found camp.not_over */
export async function graduate(ctx: Ctx, { id }: { readonly id: number }): Promise<{ graduates: number; issued: number }> {
  return ctx.inTx(async (ctx) => {
    const edition = await editionOf(ctx, id, { lock: true })
    if (edition.state !== 'finished') throw campErrors.not_over()
    const done = await decideGraduation(ctx, edition)
    tellPhones(ctx, edition)
    await audit(ctx, { verb: 'camp.graduate', target: { kind: 'camp', id }, after: done })
    return done
  })
}

/** Who meets the rules has graduated and gets a certificate; a certificate is never taken back by counting. The caller holds the edition's lock. */
export async function decideGraduation(ctx: Ctx, edition: EditionRecord): Promise<{ graduates: number; issued: number }> {
  await closeOverdue(ctx, edition, { all: true })
  const doers = await ctx.db.rows<Doer>(sql`
    select s.member_id as "memberId", m.display_name as name, s.counted, s.graduated,
      (select count(*)::int from camp_check_in i where i.workspace_id = ${ctx.workspaceId} and i.edition_id = s.edition_id
        and i.member_id = s.member_id) as "checkIns",
      (select count(*)::int from camp_work w where w.workspace_id = ${ctx.workspaceId} and w.edition_id = s.edition_id
        and w.member_id = s.member_id and w.state = 'accepted') as accepted,
      array(select distinct t.exam from camp_exam_try t where t.workspace_id = ${ctx.workspaceId} and t.edition_id = s.edition_id
        and t.member_id = s.member_id and t.passed) as passed,
      exists (select 1 from camp_booking b where b.workspace_id = ${ctx.workspaceId} and b.edition_id = s.edition_id
        and b.member_id = s.member_id and b.passed) as defended
    from camp_student s join member m on m.workspace_id = ${ctx.workspaceId} and m.id = s.member_id
    where s.workspace_id = ${ctx.workspaceId} and s.edition_id = ${edition.id} and s.state = 'admitted' order by s.member_id`)
  const through = doers.filter((one) => one.graduated === true || graduates(edition.plan, one))
  const fresh = through.filter((one) => one.graduated !== true)
  await ctx.db.exec(sql`
    update camp_student set graduated = member_id = any(${through.map((one) => one.memberId)}::bigint[])
    where workspace_id = ${ctx.workspaceId} and edition_id = ${edition.id} and state = 'admitted'`)
  await issue(ctx, edition, fresh)
  await emit(
    ctx,
    fresh.map(({ memberId, counted }) => ({
      kind: campGraduated,
      memberId,
      communityId: edition.communityId,
      counted,
      data: { editionId: edition.id, edition: edition.name },
    })),
  )
  return { graduates: through.length, issued: fresh.length }
}

/** Numbers nobody can guess; the words are kept as they are today. */
async function issue(ctx: Ctx, edition: EditionRecord, doers: readonly Doer[]): Promise<void> {
  if (doers.length === 0) return
  const { name: camp } = await ctx.db.one<{ name: string }>(sql`
    select t.name from camp_template t where t.workspace_id = ${ctx.workspaceId} and t.id = ${edition.templateId}`)
  const date = localOf(ctx.clock.now().getTime(), edition.zone).day
  const rows = doers.map((one) => {
    const [number = ''] = makeCodes(ctx, `certificate ${edition.id} ${one.memberId}`)
    const facts = {
      ...one,
      camp,
      edition: edition.name,
      days: edition.plan.days.length,
      date,
      number: shownNumber(number),
    }
    return { memberId: one.memberId, number, name: one.name, text: certificateText(edition.plan.certificate.body, facts) }
  })
  await ctx.db.exec(sql`
    insert into camp_certificate (workspace_id, edition_id, member_id, number, name, text, issued_on, issued_at)
    select ${ctx.workspaceId}, ${edition.id}, n.member_id, n.number, n.name, n.text, ${date}, ${ctx.clock.now()}
    from unnest(${rows.map((row) => row.memberId)}::bigint[], ${rows.map((row) => row.number)}::text[], ${rows.map((row) => row.name)}::text[],
      ${rows.map((row) => row.text)}::text[]) as n (member_id, number, name, text)
    on conflict (workspace_id, edition_id, member_id) do nothing`)
}
