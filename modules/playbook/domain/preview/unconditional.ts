import { compile, type Plan } from '../plan.ts'

/** The plan with every condition taken off its steps, and which steps had one: what could happen to somebody. */
export function unconditional(plan: Plan): { plan: Plan; conditional: ReadonlySet<string> } {
  const { definition, kinds } = plan
  const conditional = new Set(definition.steps.filter((step) => step.if !== undefined).map((step) => step.id))
  const steps = definition.steps.map(({ if: _, ...step }) => step)
  const stop = definition.stop.filter((rule) => !('when' in rule))
  return { plan: compile({ ...definition, steps, stop, holdout: 0 }, kinds), conditional }
}
