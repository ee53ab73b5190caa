import { spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Binaries } from './binaries.ts'
import { serverEnvironment } from './environment.ts'
import { readPidFile } from './pid-file.ts'
import type { Place } from './place.ts'
import { identity, type RunAs } from './run-as.ts'
import { runProgram } from './run-program.ts'

export interface Launch {
  readonly place: Place
  readonly who: RunAs
  readonly binaries: Binaries
  readonly port: number
  readonly environment: Readonly<Record<string, string>>
}

export interface Child {
  readonly pid: number | undefined
  /** Resolves when the server ends. */
  readonly ended: Promise<void>
  /** What it said since it was launched. */
  output(): Promise<string>
}

/** Starts the server in a session of its own: Ctrl-C in the terminal is for us, we stop it when we are done with it. */
export async function launch({ place, who, binaries, port, environment }: Launch): Promise<Child> {
  const before = await logSizes(place)
  const out = openSync(place.startLog, 'w', 0o600)
  const data = who.byWorkingDirectory ? '/proc/self/cwd' : place.cluster
  const args = ['-D', data, '-c', `port=${port}`, '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=']
  const child = spawn(binaries.postgres, args, {
    ...identity(who),
    cwd: place.cluster,
    env: serverEnvironment(environment),
    stdio: ['ignore', out, out],
    detached: true,
  })
  closeSync(out)
  child.unref()
  let refusal = ''
  const ended = new Promise<void>((resolve) => {
    child.once('error', (error) => {
      refusal = error.message
      resolve()
    })
    child.once('exit', () => resolve())
  })
  return { pid: child.pid, ended, output: async () => `${refusal}\n${await outputSince(place, before)}` }
}

/** Fast shutdown: open transactions are rolled back, everything is written, the next start needs no recovery. Waits for the end. */
export async function shutDown(place: Place, who: RunAs, binaries: Binaries | undefined, pid: number): Promise<void> {
  if (process.platform === 'win32' && binaries) {
    await runProgram(join(dirname(binaries.postgres), 'pg_ctl.exe'), ['stop', '-m', 'fast', '-D', place.cluster], who)
    return
  }
  try {
    process.kill(pid, 'SIGINT')
  } catch {
    return
  }
  await untilGone(place, pid)
}

/** Until the server of that number has left the folder, or nobody wants to know any more. */
export async function untilGone(place: Place, pid: number, wanted?: AbortSignal): Promise<void> {
  while (!wanted?.aborted) {
    const now = await readPidFile(place)
    if (now.state !== 'alive' || now.pid !== pid) return
    await pause(10)
  }
}

async function logSizes(place: Place): Promise<Map<string, number>> {
  const names = await readdir(place.logs).catch(() => [])
  const sizes = await Promise.all(names.map(async (name) => [name, (await stat(join(place.logs, name))).size] as const))
  return new Map(sizes)
}

async function outputSince(place: Place, before: ReadonlyMap<string, number>): Promise<string> {
  const after = await logSizes(place)
  const grown = [...after].filter(([name, size]) => size > (before.get(name) ?? 0)).map(([name]) => name)
  const texts = await Promise.all(
    grown.map(async (name) => (await readFile(join(place.logs, name))).subarray(before.get(name) ?? 0).toString()),
  )
  const first = await readFile(place.startLog, 'utf8').catch(() => '')
  return [first, ...texts].join('\n')
}
