import type { Ctx } from '@grove/kernel/server'
import { type Definition, runErrors } from '../contract/index.ts'
import { countRuns, readRun, readRuns, readStepCounts, type RunQuery, type StepCountRow } from './read-runs.ts'
import { findPlaybook, findVersionById } from './store-playbook.ts'
import { findRun } from './store-run.ts'

export async function listRuns(ctx: Ctx, query: RunQuery) {
  const [page, total] = await Promise.all([readRuns(ctx, query), query.cursor ? null : countRuns(ctx, query)])
  return { ...page, total }
}

/** One run with what each of its steps did. @throws run.not_found */
export async function getRun(ctx: Ctx, input: { readonly id: number }) {
  const row = await readRun(ctx, input.id)
  const stored = row && (await findRun(ctx, input.id))
  if (!row || !stored) throw runErrors.not_found()
  const [version, playbook, counts] = await Promise.all([
    findVersionById(ctx, stored.versionId),
    findPlaybook(ctx, stored.playbookId),
    readStepCounts(ctx, stored.id),
  ])
  const definition = version?.definition as Definition
  return {
    ...row,
    zone: stored.zone,
    params: { ...stored.params },
    amendments: [...stored.amendments],
    latestVersion: playbook?.latestVersion ?? row.version,
    definition,
    steps: definition.steps.map((step) => figuresOf(step, counts)),
  }
}

function figuresOf(step: Definition['steps'][number], counts: readonly StepCountRow[]) {
  const own = counts.filter((count) => count.step === step.id || count.step === `${step.id}!fallback`)
  const total = (ending: string) => own.filter((count) => count.ending === ending).reduce((sum, count) => sum + count.members, 0)
  const variants = new Map<string, number>()
  for (const count of own) if (count.variant) variants.set(count.variant, (variants.get(count.variant) ?? 0) + count.members)
  return {
    step: step.id,
    title: step.title,
    acted: total('acted'),
    missed: total('missed'),
    skipped: total('skipped'),
    lastAt: own.reduce<Date | null>((last, count) => (last === null || count.lastAt > last ? count.lastAt : last), null),
    variants: [...variants].map(([variant, members]) => ({ variant, members })),
    reasons: own.filter((count) => count.ending !== 'acted').map(({ ending, reason, members }) => ({ ending, reason, members })),
  }
}
