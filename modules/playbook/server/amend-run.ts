import { audit, type Ctx } from '@grove/kernel/server'
import { type Amendment, runErrors } from '../contract/index.ts'
import { atWork } from './at-work.ts'
import { amend, visibleRuns } from './change-runs.ts'

export type AmendChange =
  | { readonly kind: 'skip'; readonly step: string; readonly occurrence?: number | undefined }
  | {
      readonly kind: 'change'
      readonly step: string
      readonly time?: string | undefined
      readonly with?: Record<string, unknown> | undefined
    }
  | { readonly kind: 'end'; readonly day: string }
  | { readonly kind: 'undo'; readonly index: number }

/**
 * Changes one run and leaves its playbook alone; what already happened stays, and nothing that a change moves into the past is sent.
 * @throws run.not_found run.ended run.step_not_found
 */
export async function amendRun(
  ctx: Ctx,
  input: { readonly id: number; readonly change: AmendChange },
): Promise<{ amendments: Amendment[] }> {
  return ctx.inTx(async (tx) => {
    const [run] = await visibleRuns(tx, [input.id])
    if (!run) throw runErrors.not_found()
    if (run.state === 'stopped' || run.state === 'done') throw runErrors.ended()
    const { change } = input
    const { plan } = await atWork(tx, run)
    if ('step' in change && !plan.steps.has(change.step)) throw runErrors.step_not_found({ step: change.step })
    const amendments =
      change.kind === 'undo'
        ? run.amendments.filter((_, index) => index !== change.index)
        : [...run.amendments, { ...change, at: tx.clock.now().getTime() } as Amendment]
    await amend(tx, run, amendments, change.kind)
    await audit(tx, { verb: 'run.amend', target: { kind: 'run', id: run.id }, before: run.amendments, after: amendments })
    tx.afterCommit(() => tx.app.signals.wake('playbook'))
    return { amendments }
  })
}
