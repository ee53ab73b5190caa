import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { Worker, type WorkerOptions } from 'node:worker_threads'
import type { App, Ctx } from '@grove/kernel/server'
import { type MadeRows, TEXTS, withTexts } from './made-rows.ts'
import type { Answer, Reply, Task, ThreadData } from './rows-thread.ts'

/** A thread that reads rows; starts with the first work and ends when it has had none for a while. */
export interface RowsReader {
  /** @throws Error when the thread ends before it has answered, or what it met in the rows */
  read(task: Omit<Task, 'id' | 'spent'>): Promise<Answer>
  /** Rows made ready that nobody reads any more: their memory goes back to the thread with its next work. */
  giveBack(made: MadeRows): void
  end(): Promise<void>
}

const IDLE_MS = 10_000
const HEAP_MB = 256
/** A batch lives for as long as it is written out: with less room it is copied from place to place meanwhile, which costs as much as the writing. */
const YOUNG_MB = 96
const readers = new WeakMap<App, Promise<RowsReader | undefined>>()
const THREAD = new URL('./rows-thread.ts', import.meta.url)

/** The reader of this process; undefined where no thread can start: then rows are read in place. */
export function rowsReaderOf({ app }: Pick<Ctx, 'app'>, thread = THREAD): Promise<RowsReader | undefined> {
  const known = readers.get(app)
  if (known) return known
  const { secret, keys } = app.config
  const secrets = keys?.length ? keys : [secret]
  const over = () => {
    if (readers.get(app) === reader) readers.delete(app)
  }
  const reader: Promise<RowsReader | undefined> = startReader(thread, { secrets }, over).catch((error: Error) => {
    app.log.warn({ error: error.message }, 'no thread for the rows of imports: they are read in place')
    return undefined
  })
  readers.set(app, reader)
  return reader
}

async function startReader(thread: URL, data: ThreadData, over: () => void): Promise<RowsReader> {
  const worker = startThread(thread, {
    workerData: data,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB, maxYoungGenerationSizeMb: YOUNG_MB },
  })
  const waiting = new Map<number, { readonly done: (answer: Answer) => void; readonly fail: (error: Error) => void }>()
  await new Promise<void>((resolve, reject) => {
    worker.once('message', () => resolve())
    worker.once('error', reject)
    worker.once('exit', (code) => reject(new Error(`it ended with ${code}`)))
  })
  const lost = (why: string) => {
    over()
    for (const { fail } of waiting.values()) fail(new Error(`the thread that reads the rows of an import ${why}; the batch begins again`))
    waiting.clear()
  }
  worker.removeAllListeners('error').removeAllListeners('exit')
  worker.on('error', (error: Error) => lost(`failed: ${error.message}`)).on('exit', () => lost('ended'))
  const end = async () => {
    over()
    await worker.terminate()
  }
  // Waiting for work it keeps no process alive.
  const idle = setTimeout(() => void end(), IDLE_MS).unref()
  worker.unref()
  worker.on('message', (reply: Reply) => {
    const asked = waiting.get(reply.id)
    waiting.delete(reply.id)
    if (waiting.size === 0) worker.unref()
    idle.refresh()
    if ('error' in reply) asked?.fail(reply.error)
    else asked?.done(answerOf(reply.answer, reply.texts))
  })
  let spent: Uint8Array<ArrayBuffer>[] = []
  const giveBack: RowsReader['giveBack'] = (made) => {
    spent.push(...TEXTS.map((name) => made[name].text))
  }
  let last = 0
  const read: RowsReader['read'] = (task) =>
    new Promise((done, fail) => {
      const id = ++last
      waiting.set(id, { done, fail })
      worker.ref()
      idle.refresh()
      const back = spent
      spent = []
      worker.postMessage(
        { ...task, id, spent: back } satisfies Task,
        back.map(({ buffer }) => buffer),
      )
    })
  return { read, giveBack, end }
}

function answerOf(json: string, texts: readonly Uint8Array<ArrayBuffer>[]): Answer {
  const answer = JSON.parse(json) as Answer
  return 'made' in answer ? { ...answer, made: withTexts(answer.made, texts) } : answer
}

/** From source a thread has to learn TypeScript first: what the process that starts it knows of it is not handed on. */
function startThread(thread: URL, options: WorkerOptions): Worker {
  if (!thread.pathname.endsWith('.ts')) return new Worker(thread, options)
  const tsx = pathToFileURL(
    createRequire(import.meta.url)
      .resolve('tsx/esm/api')
      .replace(/cjs$/, 'mjs'),
  ).href
  const begin = `import(${JSON.stringify(tsx)}).then(({ register }) => { register(); return import(${JSON.stringify(thread.href)}) })`
  return new Worker(begin, { ...options, eval: true, execArgv: [] })
}
