import type { Ctx } from '@grove/kernel/server'
import { lintRules } from '@grove/playbook-kit/server'
import type { z } from 'zod'
import type { checked, Definition } from '../contract/index.ts'
import { lintPlaybook } from '../domain/lint/index.ts'
import { parsePlaybook } from '../domain/parse/index.ts'
import { languageOf } from './language.ts'
import { rulesForbidden, rulesOff } from './store-playbook.ts'

export type Checked = z.output<typeof checked>

/** Reads a text and lints it with the rules of the workspace. Without problems the definition comes along. */
export async function checkText(ctx: Ctx, text: string): Promise<Checked & { definition: Definition | null }> {
  const kinds = languageOf(ctx.app)
  const parsed = parsePlaybook(text, kinds)
  if (!parsed.ok) return { ok: false, problems: [...parsed.problems], findings: [], definition: null }
  const findings = lintPlaybook(parsed.definition, {
    kinds,
    off: await rulesOff(ctx),
    forbidden: await rulesForbidden(ctx),
    added: ctx.app.registry.all(lintRules),
    source: text,
  })
  return { ok: true, problems: [], findings: [...findings], definition: parsed.definition }
}

export async function checkPlaybook(ctx: Ctx, input: { readonly text: string }) {
  return checkText(ctx, input.text)
}
