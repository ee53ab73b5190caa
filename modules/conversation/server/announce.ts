import { audit, type Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { type AnnouncementForm, sendErrors } from '../contract/index.ts'
import { variablesOf } from '../domain/render.ts'
import { planSends } from './plan-sends.ts'
import { type AudienceTarget, readAudience } from './read-audience.ts'
import { isVariable } from './send-variable.ts'
import { storeContents } from './store-content.ts'

const MINUTE = 60_000
/** A manual send that limits hold back for longer than this is over: tomorrow it would surprise. */
const GOOD_FOR_MS = 24 * 60 * MINUTE

export interface CheckedAnnouncement {
  readonly at: Date
  readonly targets: readonly AudienceTarget[]
}

/** @throws send.time_is_past, send.unknown_variable, send.nobody_to_send_to */
export async function checkAnnouncement(ctx: Ctx, form: AnnouncementForm): Promise<CheckedAnnouncement> {
  const now = ctx.clock.now()
  const at = form.at ? new Date(form.at) : now
  if (at.getTime() < now.getTime() - MINUTE) throw sendErrors.time_is_past()
  const strange = variablesOf(form.content).find((name) => !isVariable(ctx, name))
  if (strange) throw sendErrors.unknown_variable({ name: strange })
  const targets = await readAudience(ctx, form.audience)
  if (targets.length === 0) throw sendErrors.nobody_to_send_to()
  return { at, targets }
}

/** Sends to groups, or in private to members, now or later. The touches are intents like any other: limits, pauses and outcomes are the same. */
export function announce(ctx: Ctx, form: AnnouncementForm): Promise<{ id: number; planned: number }> {
  return ctx.inTx(async (tx) => {
    const { at, targets } = await checkAnnouncement(tx, form)
    const [contentId] = await storeContents(tx, [form.content])
    const staffId = tx.actor.kind === 'staff' ? tx.actor.staffId : null
    const { id } = await tx.db.one<{ id: number }>(sql`
      insert into announcement (workspace_id, title, content_id, audience, at, state, planned, created_by, created_at)
      values (${tx.workspaceId}, ${form.title}, ${contentId ?? 0}, ${JSON.stringify(form.audience)}::jsonb, ${at}, 'open', ${targets.length},
        ${staffId}, ${tx.clock.now()})
      returning id`)
    const toMembers = form.audience.kind === 'members'
    const groups = toMembers ? [targets[0]?.communityId ?? 0] : targets.map((target) => target.communityId)
    const { planned } = await planSends(
      tx,
      groups.map((communityId) => ({
        source: 'manual',
        runId: id,
        stepId: 0,
        occurrence: 0,
        communityId,
        to: toMembers ? targets.map((target) => target.memberId) : 'group',
        content: form.content,
        notBefore: at,
        expiresAt: new Date(at.getTime() + GOOD_FOR_MS),
        priority: 1,
        exempt: form.exempt,
      })),
    )
    const after = { title: form.title, audience: form.audience, at: at.toISOString(), exempt: form.exempt, planned }
    await audit(tx, { verb: 'announcement.create', target: { kind: 'announcement', id }, after })
    return { id, planned }
  })
}
