import { createSealer, type Sealer } from '@grove/kernel/server'
import type { WorkspaceId } from '@grove/kernel/contract'
import { parentPort, workerData } from 'node:worker_threads'
import { type ContactSeals, sealsOf } from './contact-seals.ts'
import { readRows } from './kept-rows.ts'
import { makeRows, type MadeRows, type Making, mayBeNew, withTexts } from './made-rows.ts'
import { type Reading, type Understood, understand } from './understand.ts'

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
const port = parentPort
port?.on('message', (task: Task) => {
  const reply = replyTo(task)
  port.postMessage(reply, 'texts' in reply ? reply.texts.map((text) => text.buffer) : [])
})
port?.postMessage('ready')

function replyTo({ id, workspaceId, sealed, reading, making }: Task): Reply {
  try {
    const sealer = sealers.get(workspaceId) ?? createSealer(secrets, workspaceId, { remembered: ['tail'] })
    sealers.set(workspaceId, sealer)
    const source = readRows(sealer.openBytes('import', sealed))
    const understood = whole(understand(source, reading))
    const { rows, faults } = understood
    // A chunk that was kept by a version with longer ones has more rows than there are numbers for.
    if (!making || rows.length > making.ids.length || !mayBeNew(rows)) {
      const answer: Answer = { ...understood, count: source.length, seals: sealsOf(sealer, rows) }
      return { id, answer: JSON.stringify(answer), texts: [] }
    }
    const made = makeRows(sealer, workspaceId, rows, making)
    const texts = [made.members, made.identities, made.words].map((one) => one.text)
    return { id, answer: JSON.stringify({ faults, count: source.length, made: withTexts(made, []) } satisfies Answer), texts }
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
