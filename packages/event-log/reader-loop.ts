import { type Ctx, type DueLoop, dueLoop, type Reader, type StoredEvent, type Turn } from '@grove/kernel/server'
import { lookFor } from './look.ts'
import { lockCursor, moveCursor, pauseReader, readSlice } from './store.ts'

const GATHER_MS = 20

/** A reader as due work: one slice of the log at a time, its writes and its cursor in one transaction. */
export function readerLoop(reader: Reader): DueLoop {
  return dueLoop({
    name: `reader:${reader.name}`,
    wakeOn: ['events'],
    // A slice has a price of its own: a hurried reader takes a few events at a time and slows down whoever writes them.
    gatherMs: GATHER_MS,
    everyMs: 1000,
    due: (ctx) => lookFor(ctx, reader),
    looksTogether: true,
    run: (ctx) => readBatch(ctx, reader),
  })
}

export async function readBatch(ctx: Ctx, reader: Reader): Promise<Turn> {
  try {
    return await ctx.inTx((tx) => readLocked(tx, reader))
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    ctx.app.log.error(
      { reader: reader.name, workspace: ctx.workspaceId, error: message },
      'a reader of the event log failed; it will try again',
    )
    await pauseReader(ctx, reader.name, message)
    return { more: false }
  }
}

async function readLocked(ctx: Ctx, reader: Reader): Promise<Turn> {
  const cursor = await lockCursor(ctx, reader.name)
  if (!cursor) return { more: false }
  const kinds = reader.kinds === 'all' ? null : reader.kinds.map((kind) => kind.kind)
  const slice = await readSlice(ctx, cursor, kinds, reader.batch)
  const last = slice.at(-1)
  if (!last) return { more: false }
  const wanted = kinds === null ? slice : slice.filter((event) => kinds.includes(event.kind))
  if (wanted.length) await reader.handle(ctx, wanted as readonly StoredEvent[])
  await moveCursor(ctx, reader.name, { tx: last.tx, eventId: last.id })
  return { worked: true, more: last.full }
}

/**
 * Empties what the reader derived and sends it back to the start of the log.
 * @throws Error when the reader acts on the world and so may not be replayed.
 */
export async function rebuildReader(ctx: Ctx, reader: Reader): Promise<void> {
  const { reset } = reader
  if (!reset) throw new Error(`reader ${reader.name} acts on what it reads and cannot be rebuilt`)
  await ctx.inTx(async (tx) => {
    await reset(tx)
    await moveCursor(tx, reader.name, { tx: 0, eventId: 0 })
  })
  ctx.app.signals.wake('events')
}
