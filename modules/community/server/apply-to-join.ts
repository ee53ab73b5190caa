import { emit } from '@grove/event-log'
import type { Ctx } from '@grove/kernel/server'
import { communityApplicationDecided, communityApplied, communityErrors } from '../contract/index.ts'
import { isApplication } from '../domain/threshold.ts'
import { type AtTheDoor, checkDoor, refuseStanding, refuseUnmet } from './join-community.ts'
import { insertApplication, openApplication, saveDecision } from './store-application.ts'
import type { CommunityRecord } from './store-community.ts'
import { countUse } from './store-invitation.ts'

/**
 * Asks to be let in; everything but the approval must be met already. The community is locked by the caller.
 * @throws community.application_not_needed community.application_open community.answer_missing and those of joining
 */
export async function applyToJoin(
  ctx: Ctx,
  community: CommunityRecord,
  who: AtTheDoor & { readonly answers: Readonly<Record<string, string>> },
): Promise<{ id: number }> {
  await refuseStanding(ctx, community, who.memberId)
  const checked = await checkDoor(ctx, community, who)
  if (checked.missing.length === 0) throw communityErrors.application_not_needed()
  if (!checked.mayApply) await refuseUnmet(ctx, { ...checked, missing: checked.missing.filter((one) => !isApplication(one)) })
  const answers = community.threshold.requirements.filter(isApplication).flatMap((requirement) =>
    requirement.questions.flatMap((question) => {
      const answer = who.answers[question.id]?.trim() ?? ''
      if (answer === '' && question.required) throw communityErrors.answer_missing({ question: question.text })
      return answer === '' ? [] : [{ question: question.text, answer }]
    }),
  )
  const made = await insertApplication(ctx, {
    communityId: community.id,
    memberId: who.memberId,
    answers,
    scene: who.scene,
    source: who.source ?? checked.invitation?.source ?? null,
    inviterMemberId: who.inviterMemberId ?? checked.invitation?.inviterMemberId ?? null,
    invitationId: checked.invitation?.id ?? null,
  })
  if (!made) throw communityErrors.application_open()
  if (checked.invitation) await countUse(ctx, checked.invitation.id)
  await emit(ctx, [
    {
      kind: communityApplied,
      communityId: community.id,
      memberId: who.memberId,
      data: { applicationId: made.id, source: who.source ?? null, inviterMemberId: who.inviterMemberId ?? null },
    },
  ])
  return made
}

/** The applicant thinks better of it. @throws community.application_not_found */
export async function withdrawApplication(ctx: Ctx, communityId: number, memberId: number): Promise<void> {
  const open = await openApplication(ctx, communityId, memberId)
  if (!open) throw communityErrors.application_not_found()
  await saveDecision(ctx, open.id, 'withdrawn', null)
  await emit(ctx, [
    {
      kind: communityApplicationDecided,
      communityId,
      memberId,
      data: { applicationId: open.id, decision: 'withdrawn', reason: null },
    },
  ])
}
