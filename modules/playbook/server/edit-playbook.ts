import { emit } from '@grove/event-log'
import { audit, type Ctx } from '@grove/kernel/server'
import { type Definition, playbookErrors, playbookPublished, type PlaybookRow } from '../contract/index.ts'
import { type Checked, checkText } from './check-playbook.ts'
import { readPlaybookRow } from './read-library.ts'
import { staffIdOf } from './staff-id-of.ts'
import { findVersion, insertVersion, lockPlaybook, numberSteps, type StoredPlaybook, writeArchived, writeDraft } from './store-playbook.ts'
import { openRunsOf } from './store-run.ts'

/** Keeps the text being written, problems and all; answers what is wrong with it. @throws playbook.not_found playbook.built_in_is_kept */
export async function saveDraft(ctx: Ctx, input: { readonly id: number; readonly text: string }): Promise<Checked> {
  return ctx.inTx(async (tx) => {
    const playbook = await ownPlaybook(tx, input.id)
    await writeDraft(tx, playbook.id, input.text, staffIdOf(tx))
    const { definition: _, ...answer } = await checkText(tx, input.text)
    return answer
  })
}

/**
 * Makes the draft the next version. Running ones keep theirs.
 * @throws playbook.not_found playbook.built_in_is_kept playbook.nothing_to_publish playbook.invalid playbook.lint
 */
export async function publishPlaybook(ctx: Ctx, input: { readonly id: number; readonly note: string }) {
  return ctx.inTx(async (tx) => {
    const playbook = await ownPlaybook(tx, input.id)
    if (playbook.draft === null) throw playbookErrors.nothing_to_publish()
    const { definition, problems, findings } = await checkText(tx, playbook.draft)
    if (!definition) throw playbookErrors.invalid({ problems })
    const errors = findings.filter((finding) => finding.severity === 'error')
    if (errors.length) throw playbookErrors.lint({ findings: errors })
    const version = await addVersion(tx, playbook, playbook.draft, definition, input.note)
    await audit(tx, { verb: 'playbook.publish', target: { kind: 'playbook', id: playbook.id }, after: { version, note: input.note } })
    const runs = await openRunsOf(tx, playbook.id)
    return { version, runsOnOlder: runs.length }
  })
}

/** Writes the version and numbers its steps, fallbacks included. */
export async function addVersion(
  ctx: Ctx,
  playbook: Pick<StoredPlaybook, 'id' | 'latestVersion'>,
  text: string,
  definition: Definition,
  note: string,
): Promise<number> {
  const number = playbook.latestVersion + 1
  await insertVersion(ctx, { playbookId: playbook.id, number, text, definition, note, by: staffIdOf(ctx) })
  await numberSteps(
    ctx,
    playbook.id,
    definition.steps.flatMap((step) => (step.fallback ? [step.id, `${step.id}!fallback`] : [step.id])),
  )
  await emit(ctx, [{ kind: playbookPublished, data: { playbookId: playbook.id, version: number } }])
  return number
}

/** @throws playbook.not_found playbook.in_use */
export async function archivePlaybook(ctx: Ctx, input: { readonly id: number; readonly archived: boolean }): Promise<PlaybookRow> {
  return ctx.inTx(async (tx) => {
    const playbook = await lockPlaybook(tx, input.id)
    if (!playbook) throw playbookErrors.not_found()
    const runs = input.archived ? await openRunsOf(tx, playbook.id) : []
    if (runs.length) throw playbookErrors.in_use({ runs: runs.length })
    await writeArchived(tx, playbook.id, input.archived)
    await audit(tx, { verb: 'playbook.archive', target: { kind: 'playbook', id: playbook.id }, after: { archived: input.archived } })
    const row = await readPlaybookRow(tx, playbook.id)
    if (!row) throw playbookErrors.not_found()
    return row
  })
}

async function ownPlaybook(ctx: Ctx, id: number): Promise<StoredPlaybook> {
  const playbook = await lockPlaybook(ctx, id)
  if (!playbook) throw playbookErrors.not_found()
  if (playbook.source === 'built_in') throw playbookErrors.built_in_is_kept()
  return playbook
}

/** What an editor opens: the draft, or the newest version. @throws playbook.not_found */
export async function getPlaybook(ctx: Ctx, input: { readonly id: number }) {
  const row = await readPlaybookRow(ctx, input.id)
  if (!row) throw playbookErrors.not_found()
  return ctx.inTx(async (tx) => {
    const playbook = await lockPlaybook(tx, row.id)
    const version = await findVersion(tx, row.id, row.latestVersion)
    const text = playbook?.draft ?? version?.text ?? ''
    const { definition, ...check } = await checkText(tx, text)
    return { ...row, text, definition, check }
  })
}
