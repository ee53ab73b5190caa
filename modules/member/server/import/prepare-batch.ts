import { type ReadyEvents, readyEvents } from '@grove/event-log'
import { type Ctx, sealerOf } from '@grove/kernel/server'
import type { SheetRow } from '@grove/spreadsheet'
import type { ImportRowError } from '../../contract/index.ts'
import type { ImportRow } from '../../domain/import-row.ts'
import { openFile } from '../contact.ts'
import { markKey } from '../erased-marks.ts'
import { allFields } from '../store-field.ts'
import { hasOlderKeys } from '../store-identity.ts'
import { nextIds } from '../store-member.ts'
import { createdEvents } from '../copy-new.ts'
import { learnSeals, sealsOf } from './contact-seals.ts'
import { CHUNK_ROWS, readRows } from './kept-rows.ts'
import type { MadeRows } from './made-rows.ts'
import { rowsReaderOf } from './rows-reader.ts'
import { type ImportRecord, readChunk } from './store.ts'
import { type Reading, understand } from './understand.ts'

export type Batch = {
  readonly faults: readonly ImportRowError[]
  /** Rows of the file that it is about. */
  readonly count: number
  /** As they came, for the error file. */
  readonly source: () => readonly SheetRow[]
} & (Understanding | { readonly made: ReadyPeople })

/** Made ready to the last: their events, too, are written out while the database works on the batch before. */
export type ReadyPeople = MadeRows & { readonly events: ReadyEvents }

type Understanding = { readonly rows: readonly ImportRow[] }

/** Rows of a file from which on a thread is worth its start. */
const THREAD_FROM = 10_000

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
  const source = () => readRows(openFile(ctx, sealed))
  const fields = (await allFields(ctx)).filter((field) => !field.archivedAt)
  const { columns, headings, barredTags } = record
  const reading: Reading = { columns, headings, barredTags, fields }
  const reader = record.rows < THREAD_FROM ? undefined : await rowsReaderOf(ctx)
  if (!reader) return { ...(await inPlace(ctx, source(), reading)), source }
  const making =
    likelyNew && !hasOlderKeys(ctx)
      ? { ids: await nextIds(ctx, CHUNK_ROWS), now: ctx.clock.now().getTime(), markKey: await markKey(ctx) }
      : undefined
  const answer = await reader.read({ workspaceId: ctx.workspaceId, sealed, reading, making })
  if ('made' in answer) {
    const events = readyEvents(createdEvents(answer.made.told, { importId: record.id }))
    return { ...answer, made: { ...answer.made, events }, source }
  }
  const { seals, ...understood } = answer
  learnSeals(sealerOf(ctx), understood.rows, seals)
  return { ...understood, source }
}

/** The batch before is on its way to the database meanwhile: it must not wait for this one. */
async function inPlace(ctx: Ctx, source: readonly SheetRow[], reading: Reading) {
  const steps = understand(source, reading)
  for (;;) {
    const step = steps.next()
    await breath()
    if (!step.done) continue
    for (const [at, row] of step.value.rows.entries()) {
      if (at % 100 === 99) await breath()
      // Remembered for a batch or two: made here, while the database works on the batch before.
      sealsOf(sealerOf(ctx), [row])
    }
    return { ...step.value, count: source.length }
  }
}

const breath = () => new Promise<void>((resolve) => setImmediate(resolve))
