import type { Ctx } from '@grove/kernel/server'
import { GroveError } from '@grove/kernel/contract'
import { runErrors, type RunRow } from '../contract/index.ts'
import { beginRuns, judgeChosen, versionToStart } from './start-runs.ts'
import { readRun } from './read-runs.ts'
import { holdPlaybook } from './store-playbook.ts'

export interface StartRun {
  readonly playbookId: number
  /** The newest unless told. */
  readonly version?: number | undefined
  readonly communityId: number
  readonly startDay: string
  readonly params: Readonly<Record<string, string | number>>
  /** A second run of the same playbook in one community is meant. */
  readonly confirm: boolean
}

/**
 * Starts a version of a playbook in one community.
 * @throws playbook.not_found playbook.never_published run.not_found run.community_not_running run.type_does_not_suit run.parameter_missing
 * run.parameter_wrong run.already_running run.start_too_far
 */
export async function startRun(ctx: Ctx, { communityId, ...input }: StartRun): Promise<RunRow> {
  return ctx.inTx(async (tx) => {
    await holdPlaybook(tx, input.playbookId)
    const version = await versionToStart(tx, input)
    const asked = { ...input, communities: { ids: [communityId] } }
    const { ready, refused } = await judgeChosen(tx, asked, version.definition)
    const [refusal] = refused
    if (refusal) throw new GroveError(refusal.code, runErrors.$codes.get(refusal.code)?.status ?? 409, refusal.data)
    const runIds = await beginRuns(tx, ready, version, input)
    const row = await readRun(tx, runIds.get(communityId) ?? 0)
    if (!row) throw runErrors.not_found()
    return row
  })
}
