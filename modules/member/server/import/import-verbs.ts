import type { InputOf, OutputOf } from '@grove/kernel/contract'
import { audit, type Ctx } from '@grove/kernel/server'
import {
  type getImport as getRoute,
  type ImportReport,
  type ImportRowError,
  type ImportTarget,
  type listImports as listRoute,
  memberErrors,
  type startImport as startRoute,
} from '../../contract/index.ts'
import { tagsBarredFrom } from '../tag/barred-tags.ts'
import { importStep, KEPT_ERRORS } from './run-import.ts'
import { endImport, findImport, latestImports, lockImport, readErrors, setImportState, startImportRow } from './store.ts'
import { previewOf, reportOf, uploadImport } from './upload-import.ts'

const KEY_COLUMNS: readonly ImportTarget[] = ['phone', 'email', 'externalId', 'memberId']

/** @throws member.import_not_found member.import_not_waiting member.import_no_key_column member.import_column_twice */
export async function startImport(ctx: Ctx, input: InputOf<typeof startRoute>): Promise<ImportReport> {
  const report = await ctx.inTx(async (ctx) => {
    const record = await lockImport(ctx, input.id)
    if (!record) throw memberErrors.import_not_found()
    if (record.state !== 'waiting') throw memberErrors.import_not_waiting({ state: record.state })
    const columns = record.headings.map((_, at) => input.columns[at] ?? 'skip')
    if (!columns.some((column) => KEY_COLUMNS.includes(column))) throw memberErrors.import_no_key_column()
    const twice = columns.find((column, at) => column !== 'skip' && columns.indexOf(column) !== at)
    if (twice) throw memberErrors.import_column_twice({ field: twice })
    const barredTags = columns.includes('tags') ? await tagsBarredFrom(ctx) : []
    await startImportRow(ctx, record.id, { columns, barredTags })
    await audit(ctx, {
      verb: 'member.import',
      target: { kind: 'member_import', id: record.id },
      after: { fileName: record.fileName, columns },
    })
    return reportOf({ ...record, state: 'running', columns })
  })
  ctx.app.signals.wake('member.imports')
  return report
}

/** Stops after the batch at work; one that did not start is dropped. @throws member.import_not_found member.import_not_waiting when it is over */
export async function cancelImport(ctx: Ctx, input: { readonly id: number }): Promise<ImportReport> {
  return ctx.inTx(async (ctx) => {
    const record = await lockImport(ctx, input.id)
    if (!record) throw memberErrors.import_not_found()
    if (record.state !== 'waiting' && record.state !== 'running' && record.state !== 'stopped')
      throw memberErrors.import_not_waiting({ state: record.state })
    const state = record.state === 'running' ? 'stopped' : 'cancelled'
    if (state === 'stopped') await setImportState(ctx, record.id, state)
    else await endImport(ctx, record.id, state)
    await audit(ctx, { verb: 'member.import_cancel', target: { kind: 'member_import', id: record.id }, after: { done: record.done } })
    return reportOf({ ...record, state, finishedAt: ctx.clock.now() })
  })
}

/** Goes on with the batch after the last one taken. @throws member.import_not_found member.import_not_waiting */
export async function resumeImport(ctx: Ctx, input: { readonly id: number }): Promise<ImportReport> {
  const report = await ctx.inTx(async (ctx) => {
    const record = await lockImport(ctx, input.id)
    if (!record) throw memberErrors.import_not_found()
    if (record.state !== 'stopped') throw memberErrors.import_not_waiting({ state: record.state })
    await setImportState(ctx, record.id, 'running')
    await audit(ctx, { verb: 'member.import_resume', target: { kind: 'member_import', id: record.id }, after: { done: record.done } })
    return reportOf({ ...record, state: 'running', finishedAt: null })
  })
  ctx.app.signals.wake('member.imports')
  return report
}

/** @throws member.import_not_found */
export async function getImport(ctx: Ctx, input: { readonly id: number }): Promise<OutputOf<typeof getRoute>> {
  const record = await findImport(ctx, input.id)
  if (!record) throw memberErrors.import_not_found()
  return { ...previewOf(record), errors: record.failed ? await readErrors(ctx, record.id, 100) : [] }
}

export async function listImports(ctx: Ctx): Promise<OutputOf<typeof listRoute>> {
  return { items: (await latestImports(ctx)).map(reportOf) }
}

export interface StreamImportOptions {
  readonly fileName: string
  /** In the order of the file's columns; guessed from the headings unless given. */
  readonly columns?: readonly ImportTarget[]
  readonly onProgress?: (report: ImportReport) => void
}

/** Imports a file from end to end and waits for it: the command line's way. Errors beyond the first thousand are counted only. */
export async function importMembersFromStream(
  ctx: Ctx,
  bytes: AsyncIterable<Uint8Array>,
  options: StreamImportOptions,
): Promise<ImportReport & { readonly errors: readonly ImportRowError[] }> {
  const preview = await uploadImport(ctx, bytes, { fileName: options.fileName })
  const started = await startImport(ctx, {
    id: preview.id,
    columns: [...(options.columns ?? preview.columns.map((column) => column.target))],
  })
  options.onProgress?.(started)
  for (;;) {
    const { more } = await importStep(ctx, preview.id)
    const record = await findImport(ctx, preview.id)
    if (!record) throw memberErrors.import_not_found()
    options.onProgress?.(reportOf(record))
    if (record.state !== 'running') return { ...reportOf(record), errors: await readErrors(ctx, preview.id, KEPT_ERRORS) }
    if (!more) await new Promise((resolve) => setTimeout(resolve, 200))
  }
}
