import type { Action } from '@grove/playbook-kit/contract'
import { variantOf } from './chance.ts'
import type { Plan, PlannedStep } from './plan.ts'
import type { Run } from './run.ts'

/**
 * The action of a step as it is done: its material, then its own words, then the variant's, then the run's changes; later ones win.
 * An unknown step or variant changes nothing.
 */
export function actionOf(plan: Plan, run: Run, stepId: string, variant: string | null, fallback = false): Action {
  const planned = plan.steps.get(stepId)
  if (!planned) return { kind: 'mark' }
  if (fallback && planned.fallback) return withMaterial(plan, planned.fallback.do)
  const arm = planned.step.variants?.find((one) => one.id === variant)
  const changes = run.amendments.flatMap((change) =>
    change.kind === 'change' && change.step === stepId && change.with ? [change.with] : [],
  )
  return withMaterial(plan, Object.assign({}, planned.step.do, arm?.with, ...changes, { kind: planned.step.do.kind }))
}

/** Arm of the step's variants a member falls in (0: the group as a whole); null when it has none. */
export function armOf(planned: PlannedStep, run: Run, memberId: number): string | null {
  const { variants } = planned.step
  if (!variants) return null
  const index = variantOf(
    run.seed,
    planned.step.id,
    memberId,
    variants.map((one) => one.weight),
  )
  return variants[index]?.id ?? null
}

function withMaterial(plan: Plan, action: Action): Action {
  const name = action['material']
  const material = typeof name === 'string' ? plan.definition.materials[name] : undefined
  if (!material) return action
  const { material: _, ...own } = action
  return { ...material, ...own }
}
