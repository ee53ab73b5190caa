import { parentPort, workerData } from 'node:worker_threads'
import { createRoom } from '@grove/db'
import type { WorkspaceId } from '@grove/kernel/contract'
import { createSealer, type Sealer } from '@grove/kernel/server'
import type { ImportRowError } from '../../contract/index.ts'
import { type ContactSeals, sealsOf } from './contact-seals.ts'
import { readRows } from './kept-rows.ts'
import { type MadeRows, type Making, RowMaker, TEXTS, withTexts } from './made-rows.ts'
import { type Reading, type Understood, understanding } from './understand.ts'

export interface ThreadData {
  readonly secrets: readonly string[]
}
export interface Task {
  readonly id: number
  readonly workspaceId: WorkspaceId
  readonly sealed: Uint8Array
  readonly reading: Reading
  /** People who are likely new are made ready whole. */
  readonly making?: Making | undefined
  /** Texts handed over before that have been read: the next are written into their memory. */
  readonly spent?: readonly Uint8Array<ArrayBuffer>[]
}
/** Rows understood, with the seals of their phones and e-mails; or the people in them, made ready. */
export type Answer = { readonly count: number } & (
  | (Understood & { readonly seals: ContactSeals })
  | { readonly faults: Understood['faults']; readonly made: MadeRows }
)
/** The answer as JSON, a third of what a copy of the objects costs the thread that gets it; long texts are handed over beside it. */
export type Reply =
  | { readonly id: number; readonly answer: string; readonly texts: readonly Uint8Array<ArrayBuffer>[] }
  | { readonly id: number; readonly error: Error }

/** Beside the server's own thread: opens a chunk of rows, understands them, and seals their phones and e-mails. */
const { secrets } = workerData as ThreadData
const sealers = new Map<WorkspaceId, Sealer>()
const memory = createRoom()
const port = parentPort
port?.on('message', (task: Task) => {
  const reply = replyTo(task)
  port.postMessage(reply, 'texts' in reply ? reply.texts.map((text) => text.buffer) : [])
})
port?.postMessage('ready')

function replyTo(task: Task): Reply {
  const { id, workspaceId, spent = [] } = task
  try {
    for (const text of spent) memory.give(text)
    const sealer = sealers.get(workspaceId) ?? createSealer(secrets, workspaceId, { remembered: ['tail'] })
    sealers.set(workspaceId, sealer)
    const bytes = sealer.openBytes('import', task.sealed)
    const { texts, ...answer } = (task.making && makeAll(sealer, bytes, task, task.making)) ?? understandAll(sealer, bytes, task)
    return { id, answer: JSON.stringify(answer satisfies Answer), texts }
  } catch (error) {
    return { id, error: error instanceof Error ? error : new Error(String(error)) }
  }
}

/** Undefined when somebody among them may be known. */
function makeAll(sealer: Sealer, bytes: Uint8Array, { workspaceId, reading }: Task, making: Making) {
  const understand = understanding(reading)
  const maker = new RowMaker(sealer, workspaceId, reading.columns, making, memory)
  const faults: ImportRowError[] = []
  let count = 0
  for (const source of readRows(bytes)) {
    const understood = understand(source)
    count++
    if ('faults' in understood) faults.push(...understood.faults)
    else if (!maker.add(understood.row)) return undefined
  }
  const made = maker.ready()
  return { count, faults, made: withTexts(made, []), texts: TEXTS.map((name) => made[name].text) }
}

function understandAll(sealer: Sealer, bytes: Uint8Array, { reading }: Task) {
  const understood = [...readRows(bytes)].map(understanding(reading))
  const rows = understood.flatMap((one) => ('row' in one ? [one.row] : []))
  const faults = understood.flatMap((one) => ('faults' in one ? one.faults : []))
  return { count: understood.length, rows, faults, seals: sealsOf(sealer, rows), texts: [] }
}
