import { spawn } from 'node:child_process'
import { serverEnvironment } from './environment.ts'
import { identity, type RunAs } from './run-as.ts'

export interface Outcome {
  readonly code: number | null
  /** System error when the program could not be started at all, e.g. `EACCES`. */
  readonly refused?: string
  readonly output: string
}

/** Runs a program as the server's user to its end; never throws. */
export function runProgram(program: string, args: readonly string[], who: RunAs, cwd = '/'): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { ...identity(who), cwd, env: serverEnvironment(), stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    const collect = (chunk: Buffer) => {
      output += chunk.toString()
    }
    child.stdout.on('data', collect)
    child.stderr.on('data', collect)
    child.on('error', (error: NodeJS.ErrnoException) => resolve({ code: null, refused: error.code ?? error.message, output }))
    child.on('close', (code) => resolve({ code, output }))
  })
}
