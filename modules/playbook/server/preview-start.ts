import { touchLimitsOf } from '@grove/conversation/server'
import type { InputOf, OutputOf } from '@grove/kernel/contract'
import type { Ctx } from '@grove/kernel/server'
import type { previewStart as previewStartRoute } from '../contract/index.ts'
import { overAll, ownerLoads } from '../domain/index.ts'
import { channelNotes, previewPlaybook as foresee } from '../domain/preview/index.ts'
import { channelsInUse } from './channels-in-use.ts'
import { limitsOf, priorityOf } from './limits-of.ts'
import { unreachedBy } from './list-unreached.ts'
import { othersTouches } from './others-touches.ts'
import { planOf } from './preview-playbook.ts'
import { judgeChosen, versionToStart } from './start-runs.ts'

/** What a start in many communities would do; nothing is kept. @throws as startRuns does before it starts */
export async function previewStart(ctx: Ctx, input: InputOf<typeof previewStartRoute>): Promise<OutputOf<typeof previewStartRoute>> {
  const { definition } = await versionToStart(ctx, input)
  const { ready, refused } = await judgeChosen(ctx, input, definition)
  const { plan, run } = planOf(ctx, definition, input)
  const members = ready.reduce((sum, one) => sum + one.members, 0)
  const limits = await touchLimitsOf(ctx)
  const communityIds = ready.map((community) => community.id)
  const { lookedAt, ...others } = await othersTouches(ctx, { communityIds, startDay: input.startDay, days: input.days })
  const { leaving, ...one } = foresee(plan, run, {
    days: input.days,
    members,
    joinsPerDay: 0,
    limits,
    ownLimits: limitsOf(definition),
    priority: priorityOf(definition),
    others,
  })
  const unreached = communityIds.length === 0 ? [] : await unreachedBy(ctx, leaving, { communityIds, members })
  const notes = channelNotes(plan, communityIds.length === 0 ? [] : await channelsInUse(ctx, communityIds, definition.communityTypes))
  return {
    ready: ready.map(({ id, name, members: count }) => ({ communityId: id, name, members: count })),
    refused,
    preview: { ...overAll(one, ready.length), unreached, lookedAt, notes },
    owners: ownerLoads(one, ready),
  }
}
