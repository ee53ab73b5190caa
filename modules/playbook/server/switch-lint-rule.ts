import { audit, type Ctx } from '@grove/kernel/server'
import { lintRules } from '@grove/playbook-kit/server'
import { playbookErrors } from '../contract/index.ts'
import { ownLintRules } from '../domain/lint/index.ts'
import { requireNotForbidden } from './compliance.ts'
import { readRulesOff } from './read-library.ts'
import { staffIdOf } from './staff-id-of.ts'
import { deleteRuleOff, writeRuleOff } from './store-playbook.ts'

export async function listLintRules(ctx: Ctx) {
  const off = new Map((await readRulesOff(ctx)).map((row) => [row.rule, row]))
  return {
    items: [...ownLintRules, ...ctx.app.registry.all(lintRules)].map(({ id, severity, title, reason }) => {
      const row = off.get(id)
      return { id, severity, title, reason, off: row ? { reason: row.reason, at: row.at, by: row.by } : null }
    }),
  }
}

/** @throws playbook.rule_not_found playbook.rule_forbidden */
export async function switchLintRule(ctx: Ctx, input: { readonly rule: string; readonly off: boolean; readonly reason: string }) {
  const rules = [...ownLintRules, ...ctx.app.registry.all(lintRules)]
  if (!rules.some((rule) => rule.id === input.rule)) throw playbookErrors.rule_not_found()
  return ctx.inTx(async (tx) => {
    if (input.off) await requireNotForbidden(tx, input.rule)
    if (input.off) await writeRuleOff(tx, input.rule, input.reason, staffIdOf(tx))
    else await deleteRuleOff(tx, input.rule)
    await audit(tx, {
      verb: 'lint_rule.switch',
      target: { kind: 'lint_rule', id: input.rule },
      after: { off: input.off, reason: input.reason },
    })
    return { off: input.off }
  })
}
