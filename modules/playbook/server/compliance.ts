import type { InputOf, OutputOf } from '@grove/kernel/contract'
import { audit, type Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { type listCompliance as ListCompliance, playbookErrors, type setCompliance as SetCompliance } from '../contract/index.ts'
import { lintPlaybook, platformRules } from '../domain/lint/index.ts'
import { parsePlaybook } from '../domain/parse/index.ts'
import { languageOf } from './language.ts'
import { readRulesOff } from './read-library.ts'
import { staffIdOf } from './staff-id-of.ts'
import { deleteRuleOff, rulesForbidden, writeRuleOff } from './store-playbook.ts'

type Mode = OutputOf<typeof ListCompliance>['items'][number]['mode']

/** Playbooks looked through for the page; a workspace holds tens. */
const MOST = 200

/** Rules of platforms, how strict this workspace is about each, and which of its playbooks may break one. */
export async function listCompliance(ctx: Ctx): Promise<OutputOf<typeof ListCompliance>> {
  const off = new Map((await readRulesOff(ctx)).map((row) => [row.rule, row]))
  const forbidden = new Map((await forbiddenRows(ctx)).map((row) => [row.rule, row]))
  const breaking = await breakingPlaybooks(ctx)
  return {
    items: platformRules.map(({ id, title, reason, platform }) => {
      const [allowed, strict] = [off.get(id), forbidden.get(id)]
      const mode: Mode = allowed ? 'allow' : strict ? 'forbid' : 'warn'
      const said = allowed ?? strict
      return {
        rule: id,
        topic: platform.topic,
        title,
        reason,
        example: platform.example,
        allowed: platform.allowed,
        mode,
        why: allowed?.reason ?? '',
        at: said?.at ?? null,
        by: said?.by ?? null,
        playbooks: breaking.filter((one) => one.rules.has(id)).map(({ id: playbookId, title: name }) => ({ id: playbookId, title: name })),
      }
    }),
  }
}

async function breakingPlaybooks(ctx: Ctx) {
  const kinds = languageOf(ctx.app)
  const rows = await ctx.db.rows<{ id: number; title: { zh: string; en: string }; text: string }>(sql`
    select p.id, p.title, coalesce(p.draft, v.text) as text from playbook p
    left join playbook_version v on v.workspace_id = p.workspace_id and v.playbook_id = p.id and v.number = p.latest_version
    where p.workspace_id = ${ctx.workspaceId} and p.archived_at is null order by p.id desc limit ${MOST}`)
  return rows.map(({ id, title, text }) => {
    const parsed = parsePlaybook(text, kinds)
    const findings = parsed.ok ? lintPlaybook(parsed.definition, { kinds, off: [], added: [] }) : []
    return { id, title, rules: new Set(findings.map((one) => one.rule)) }
  })
}

/** @throws playbook.rule_not_found playbook.reason_missing */
export function setCompliance(ctx: Ctx, input: InputOf<typeof SetCompliance>): Promise<{ mode: Mode }> {
  const { rule, mode, why } = input
  if (!platformRules.some((one) => one.id === rule)) throw playbookErrors.rule_not_found()
  if (mode === 'allow' && why === '') throw playbookErrors.reason_missing()
  return ctx.inTx(async (tx) => {
    await tx.db.exec(sql`delete from playbook_lint_forbid where workspace_id = ${tx.workspaceId} and rule = ${rule}`)
    if (mode === 'allow') await writeRuleOff(tx, rule, why, staffIdOf(tx))
    else await deleteRuleOff(tx, rule)
    if (mode === 'forbid')
      await tx.db.exec(sql`
        insert into playbook_lint_forbid (workspace_id, rule, by, at) values (${tx.workspaceId}, ${rule}, ${staffIdOf(tx)}, ${tx.clock.now()})`)
    await audit(tx, { verb: 'compliance.set', target: { kind: 'lint_rule', id: rule }, after: { mode, ...(why ? { reason: why } : {}) } })
    return { mode }
  })
}

/** A rule the workspace forbids to break is not switched off beside the setting. @throws playbook.rule_forbidden */
export async function requireNotForbidden(ctx: Ctx, rule: string): Promise<void> {
  if ((await rulesForbidden(ctx)).includes(rule)) throw playbookErrors.rule_forbidden()
}

function forbiddenRows(ctx: Ctx): Promise<{ rule: string; at: Date; by: string | null }[]> {
  return ctx.db.rows(sql`
    select f.rule, f.at, s.display_name as by from playbook_lint_forbid f
    left join staff s on s.workspace_id = f.workspace_id and s.id = f.by
    where f.workspace_id = ${ctx.workspaceId} order by f.rule`)
}
