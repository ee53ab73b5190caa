import type { Ctx, SystemCtx } from '@grove/kernel/server'
import { type Definition, definitionSchema, playbookErrors } from '../contract/index.ts'
import { formatPlaybook } from '../domain/format.ts'
import { playbookJsonSchema } from '../domain/json-schema.ts'
import { languageOf } from './language.ts'

/** A definition written down as text: what the table view edited. @throws playbook.invalid */
export async function formatText(ctx: Ctx, input: { readonly definition: Record<string, unknown> }): Promise<{ text: string }> {
  const parsed = definitionSchema(languageOf(ctx.app)).safeParse(input.definition)
  if (!parsed.success) throw playbookErrors.invalid({ problems: parsed.error.issues.map(({ path, message }) => ({ path, message })) })
  return { text: formatPlaybook(parsed.data as Definition) }
}

export async function playbookSchema(system: SystemCtx): Promise<unknown> {
  return playbookJsonSchema(languageOf(system.app))
}
