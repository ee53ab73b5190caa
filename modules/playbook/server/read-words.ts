import type { Ctx } from '@grove/kernel/server'
import { languageOf } from './language.ts'

/** The words a playbook may use in this installation: what the editor offers. */
export async function playbookWords(ctx: Ctx) {
  const kinds = languageOf(ctx.app)
  return {
    actions: [...kinds.actions.values()].map(({ kind, title, level, outward }) => ({ kind, title, level, outward })),
    triggers: [...kinds.triggers.values()].map(({ kind, title, level }) => ({ kind, title, level })),
    conditions: [...kinds.conditions.values()].map(({ kind, title }) => ({ kind, title })),
    variables: kinds.variables.map(({ name, title, level, example }) => ({ name, title, level, example })),
  }
}
