import type { Simulation } from '../../contract/index.ts'
import type { Plan } from '../plan.ts'

type Step = Simulation['steps'][number]

/** Counts of a simulated run, by step and variant. */
export interface StepTally {
  reach(step: string, variant: string | null): void
  answer(step: string, variant: string | null): void
  leave(step: string): void
  count(step: string, what: 'skipped' | 'missed', members: number): void
  /** In the order of the playbook. */
  steps(): Step[]
}

export function openTally(plan: Plan): StepTally {
  const steps = new Map<string, Step>(
    plan.definition.steps.map((step) => [
      step.id,
      {
        step: step.id,
        title: step.title,
        reached: 0,
        answered: 0,
        leftAfter: 0,
        skipped: 0,
        missed: 0,
        variants: (step.variants ?? []).map((variant) => ({ variant: variant.id, reached: 0, answered: 0 })),
      },
    ]),
  )
  const add = (step: string, variant: string | null, what: 'reached' | 'answered') => {
    const row = steps.get(step)
    if (!row) return
    row[what] += 1
    const arm = row.variants.find((one) => one.variant === variant)
    if (arm) arm[what] += 1
  }
  return {
    reach: (step, variant) => add(step, variant, 'reached'),
    answer: (step, variant) => add(step, variant, 'answered'),
    leave: (step) => {
      const row = steps.get(step)
      if (row) row.leftAfter += 1
    },
    count: (step, what, members) => {
      const row = steps.get(step)
      if (row) row[what] += members
    },
    steps: () => [...steps.values()],
  }
}
