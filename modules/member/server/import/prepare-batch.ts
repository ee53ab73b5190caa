import { type Ctx, sealerOf } from '@grove/kernel/server'
import type { SheetRow } from '@grove/spreadsheet'
import { type ImportRowError, LONG_FILE } from '../../contract/index.ts'
import type { ImportRow } from '../../domain/import-row.ts'
import { openFile } from '../contact.ts'
import { markKey } from '../erased-marks.ts'
import { allFields } from '../store-field.ts'
import { hasOlderKeys } from '../store-identity.ts'
import { nextIds } from '../store-member.ts'
import { learnSeals, sealsOf } from './contact-seals.ts'
import { CHUNK_ROWS, readRows } from './kept-rows.ts'
import type { MadeRows } from './made-rows.ts'
import { rowsReaderOf } from './rows-reader.ts'
import { type ImportRecord, readChunk } from './store.ts'
import { type Reading, type Understood, understanding } from './understand.ts'

export type Batch = {
  readonly faults: readonly ImportRowError[]
  /** Rows of the file that it is about. */
  readonly count: number
  /** As they came, for the error file. */
  readonly source: () => readonly SheetRow[]
} & (
  | Pick<Understood, 'rows'>
  | {
      readonly made: MadeRows
      /** To be called when nobody reads what was made ready any more. */
      readonly spent: () => void
    }
)

/**
 * One chunk understood, in a thread beside this one where the file is long. `likelyNew` people are made ready there, whole, if they may be new.
 * Undefined behind the last chunk.
 */
export async function prepareBatch(
  ctx: Ctx,
  record: ImportRecord,
  { likelyNew = false }: { readonly likelyNew?: boolean } = {},
): Promise<Batch | undefined> {
  const sealed = await readChunk(ctx, record.id, record.nextChunk)
  if (!sealed) return undefined
  const source = () => [...readRows(openFile(ctx, sealed))]
  const fields = (await allFields(ctx)).filter((field) => !field.archivedAt)
  const { columns, headings, barredTags } = record
  const reading: Reading = { columns, headings, barredTags, fields }
  const reader = record.rows < LONG_FILE ? undefined : await rowsReaderOf(ctx)
  if (!reader) return { ...(await inPlace(ctx, source(), reading)), source }
  const making =
    likelyNew && !hasOlderKeys(ctx)
      ? { importId: record.id, actor: ctx.actor, now: ctx.clock.now(), ids: await nextIds(ctx, CHUNK_ROWS), markKey: await markKey(ctx) }
      : undefined
  const answer = await reader.read({ workspaceId: ctx.workspaceId, sealed, reading, making })
  if ('made' in answer) return { ...answer, source, spent: () => reader.giveBack(answer.made) }
  const { seals, ...understood } = answer
  learnSeals(sealerOf(ctx), understood.rows, seals)
  return { ...understood, source }
}

/** The batch before is on its way to the database meanwhile: it must not wait for this one. */
async function inPlace(ctx: Ctx, source: readonly SheetRow[], reading: Reading): Promise<Understood & { readonly count: number }> {
  const understand = understanding(reading)
  const rows: ImportRow[] = []
  const faults: ImportRowError[] = []
  for (const [at, one] of source.entries()) {
    if (at % PAUSE === PAUSE - 1) await breath()
    const understood = understand(one)
    if ('faults' in understood) faults.push(...understood.faults)
    else {
      rows.push(understood.row)
      // Remembered for a batch or two: made here, while the database works on the batch before.
      sealsOf(sealerOf(ctx), [understood.row])
    }
  }
  return { rows, faults, count: source.length }
}

const PAUSE = 100
const breath = () => new Promise<void>((resolve) => setImmediate(resolve))
