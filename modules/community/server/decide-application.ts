import { emit } from '@grove/event-log'
import type { InputOf, OutputOf } from '@grove/kernel/contract'
import { audit, type Ctx } from '@grove/kernel/server'
import { communityApplicationDecided, communityErrors, type decideApplication as decideRoute } from '../contract/index.ts'
import { can } from '../domain/life.ts'
import { admit } from './admit.ts'
import { findApplication, lockApplication, saveDecision } from './store-application.ts'
import { lockCommunity } from './store-community.ts'

/**
 * Approves (the applicant is in at once), rejects with a reason they will read, or asks for an interview first.
 * @throws community.application_not_found community.application_decided community.reason_needed community.not_open community.full
 * community.may_not_rejoin
 */
export async function decideApplication(ctx: Ctx, input: InputOf<typeof decideRoute>): Promise<OutputOf<typeof decideRoute>> {
  const { decision } = input
  if (decision === 'rejected' && input.reason === '') throw communityErrors.reason_needed()
  return ctx.inTx(async (ctx) => {
    const found = await findApplication(ctx, input.id)
    const community = found && (await lockCommunity(ctx, found.communityId))
    const application = community && (await lockApplication(ctx, input.id))
    if (!application) throw communityErrors.application_not_found()
    const { state, memberId } = application
    if ((state !== 'waiting' && state !== 'interview') || state === decision) throw communityErrors.application_decided({ state })
    if (decision === 'approved') {
      if (!can(community.state, 'join')) throw communityErrors.not_open({ state: community.state })
      const { noRoom, blocked } = await admit(ctx, community, [memberId], {
        role: 'member',
        scene: 'application',
        source: application.source,
        inviterMemberId: application.inviterMemberId,
      })
      if (noRoom.length) throw communityErrors.full({ capacity: community.capacity })
      if (blocked.length) throw communityErrors.may_not_rejoin()
    }
    const reason = input.reason || null
    await saveDecision(ctx, application.id, decision, reason)
    await emit(ctx, [
      {
        kind: communityApplicationDecided,
        communityId: community.id,
        memberId,
        data: { applicationId: application.id, decision, reason },
      },
    ])
    await audit(ctx, {
      verb: 'community.decide_application',
      target: { kind: 'application', id: application.id },
      before: { state },
      after: { state: decision, reason },
    })
    return { state: decision }
  })
}
