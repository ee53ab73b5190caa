import type { Ctx } from '@grove/kernel/server'
import { memberTables } from '@grove/member/server'
import sql from 'sql-template-tag'

/** Of two students of one edition the winner's rows stay. Forgotten: that somebody took part is counted, what they wrote and showed is gone. */
export const memberRows = memberTables.of({
  tables: [
    {
      table: 'camp_student',
      key: ['edition_id', 'member_id'],
      column: 'member_id',
      clash: ['edition_id'],
      erase: { proof_media_id: sql`null`, reason: sql`null` },
      exports: ['edition_id', 'state', 'applied_at', 'graduated'],
    },
    {
      table: 'camp_check_in',
      key: ['edition_id', 'member_id', 'day'],
      column: 'member_id',
      clash: ['edition_id', 'day'],
      erase: { text: sql`''`, pictures: sql`'{}'`, link: sql`null`, comment: sql`null`, sound_id: sql`null` },
      exports: ['edition_id', 'day', 'text', 'at'],
    },
    {
      table: 'camp_work',
      key: ['edition_id', 'member_id', 'day'],
      column: 'member_id',
      clash: ['edition_id', 'day'],
      erase: { text: sql`''`, pictures: sql`'{}'`, link: sql`null`, comment: sql`null`, share: sql`false` },
      exports: ['edition_id', 'day', 'text', 'score', 'handed_in_at'],
    },
    {
      table: 'camp_exam_try',
      key: ['edition_id', 'member_id', 'exam', 'attempt'],
      column: 'member_id',
      clash: ['edition_id', 'exam', 'attempt'],
      erase: { answers: sql`'{}'` },
      exports: ['edition_id', 'exam', 'attempt', 'answers', 'percent', 'handed_in_at'],
    },
    {
      table: 'camp_feedback',
      key: ['edition_id', 'member_id'],
      column: 'member_id',
      clash: ['edition_id'],
      erase: { best: sql`''`, better: sql`''`, talk: sql`false` },
      exports: ['edition_id', 'rating', 'nps', 'best', 'better', 'at'],
    },
    {
      table: 'camp_peer',
      key: ['edition_id', 'day', 'member_id', 'place'],
      column: 'member_id',
      clash: ['edition_id', 'day', 'place'],
      erase: { comment: sql`null` },
      exports: ['edition_id', 'day', 'score', 'points', 'comment', 'at'],
    },
    {
      table: 'camp_peer',
      key: ['edition_id', 'day', 'member_id', 'place'],
      column: 'author_id',
      erase: 'delete',
    },
    {
      table: 'camp_booking',
      key: ['edition_id', 'member_id'],
      column: 'member_id',
      clash: ['edition_id'],
      erase: { title: sql`''`, comment: sql`null` },
      exports: ['edition_id', 'title', 'passed', 'comment'],
    },
    { table: 'camp_sound', key: ['id'], column: 'member_id', erase: 'delete', exports: ['edition_id', 'format', 'at'] },
    { table: 'camp_note', key: ['id'], column: 'member_id', erase: 'delete', exports: ['edition_id', 'text', 'at'] },
    {
      table: 'camp_certificate',
      key: ['id'],
      column: 'member_id',
      clash: ['edition_id'],
      erase: 'delete',
      exports: ['edition_id', 'number', 'issued_on'],
    },
  ],
  end: async (ctx, memberId) => {
    await ctx.db.exec(sql`
      update camp_student s set state = 'left' from camp_edition e
      where s.workspace_id = ${ctx.workspaceId} and s.member_id = ${memberId} and s.state in ('applied', 'waiting', 'admitted')
        and e.workspace_id = ${ctx.workspaceId} and e.id = s.edition_id and e.state in ('enrolling', 'running')`)
  },
  settle: async (ctx, memberIds) => {
    await recountSeats(ctx, memberIds)
    ctx.afterCommit(() => ctx.app.signals.wake('camps'))
  },
})

/** Seats as they are taken now; where one has become free the clock looks at once and lets in who waits. */
async function recountSeats(ctx: Ctx, memberIds: readonly number[]): Promise<void> {
  await ctx.db.exec(sql`
    update camp_edition e set admitted = n.admitted,
      next_at = case when n.admitted < e.admitted and e.state in ('enrolling', 'running') then least(e.next_at, ${ctx.clock.now()}) else e.next_at end
    from (
      select s.edition_id, count(*) filter (where s.state = 'admitted')::int as admitted from camp_student s
      where s.workspace_id = ${ctx.workspaceId} and s.edition_id in (
        select t.edition_id from camp_student t where t.workspace_id = ${ctx.workspaceId} and t.member_id = any(${memberIds}::bigint[]))
      group by s.edition_id) n
    where e.workspace_id = ${ctx.workspaceId} and e.id = n.edition_id and e.admitted <> n.admitted`)
}
