import { type ChildProcess, spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { createInterface } from 'node:readline'
import { fileURLToPath, pathToFileURL } from 'node:url'

export interface OtherProcess {
  readonly child: ChildProcess
  /** What it answered: the server's address and whether it started or joined it, or the code of the error. */
  readonly answer: { url?: string; status?: string; code?: string }
  /** Ends it; by default as `kill -9`. */
  end(signal?: NodeJS.Signals): Promise<void>
}

/** A Node process of its own that uses the server of a folder until it is ended, optionally as another user. */
export async function otherProcess(dataDir: string, user?: { uid: number; gid: number }): Promise<OtherProcess> {
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href
  const script = fileURLToPath(new URL('./use-server.ts', import.meta.url))
  const args = ['--import', tsx, script, dataDir, user ? `${user.uid}:${user.gid}` : '']
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const line = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve)
    void closed.then(() => reject(new Error('the other process ended without an answer')))
  })
  return {
    child,
    answer: JSON.parse(line) as OtherProcess['answer'],
    end: async (signal = 'SIGKILL') => {
      child.kill(signal)
      await closed
    },
  }
}
