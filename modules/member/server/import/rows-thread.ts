import { createSealer, type Sealer } from '@grove/kernel/server'
import type { WorkspaceId } from '@grove/kernel/contract'
import { parentPort, workerData } from 'node:worker_threads'
import { type ContactSeals, sealsOf } from './contact-seals.ts'
import { readRows } from './kept-rows.ts'
import { type Reading, type Understood, understand } from './understand.ts'

export interface ThreadData {
  readonly secrets: readonly string[]
}
export interface Task {
  readonly id: number
  readonly workspaceId: WorkspaceId
  readonly sealed: Uint8Array
  readonly reading: Reading
}
/** As JSON: a third of what a copy of the objects costs the thread that gets it. */
export type Answer = Understood & { readonly count: number; readonly seals: ContactSeals }
export type Reply = { readonly id: number; readonly answer: string } | { readonly id: number; readonly error: Error }

/** Beside the server's own thread: opens a chunk of rows, understands them, and seals their phones and e-mails. */
const { secrets } = workerData as ThreadData
const sealers = new Map<WorkspaceId, Sealer>()
const port = parentPort
port?.on('message', (task: Task) => port.postMessage(replyTo(task)))
port?.postMessage('ready')

function replyTo({ id, workspaceId, sealed, reading }: Task): Reply {
  try {
    const sealer = sealers.get(workspaceId) ?? createSealer(secrets, workspaceId)
    sealers.set(workspaceId, sealer)
    const source = readRows(sealer.openBytes('import', sealed))
    const understood = whole(understand(source, reading))
    const answer: Answer = { ...understood, count: source.length, seals: sealsOf(sealer, understood.rows) }
    return { id, answer: JSON.stringify(answer) }
  } catch (error) {
    return { id, error: error instanceof Error ? error : new Error(String(error)) }
  }
}

function whole<T>(steps: Generator<void, T>): T {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}
