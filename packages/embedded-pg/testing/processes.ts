import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { isAlive, readPidFile } from '../life/pid-file.ts'
import { placeIn } from '../life/place.ts'

export async function serverPid(dataDir: string): Promise<number | undefined> {
  const running = await readPidFile(placeIn(dataDir))
  return running.state === 'alive' ? running.pid : undefined
}

/** SIGKILL to the server and all its processes at once, as when the machine stops; waits until they are gone. */
export async function killServer(dataDir: string): Promise<void> {
  const pid = await serverPid(dataDir)
  if (pid === undefined) return
  // Stopped first, so that none of them acts between the first kill and the last.
  process.kill(pid, 'SIGSTOP')
  const all = [pid, ...childrenOf(pid)]
  for (const each of all) signal(each, 'SIGSTOP')
  for (const each of all) signal(each, 'SIGKILL')
  while (all.some(isRunning)) await pause(2)
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch {
    // It ended by itself.
  }
}

/** Dead but not collected by its parent yet counts as gone. */
function isRunning(pid: number): boolean {
  if (!isAlive(pid)) return false
  try {
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return process.platform !== 'linux'
  }
}

function childrenOf(parent: number): number[] {
  if (process.platform !== 'linux') {
    const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n')
    const pairs = lines.map((line) => line.trim().split(/\s+/).map(Number))
    return pairs.filter(([, above]) => above === parent).map(([pid]) => pid ?? 0)
  }
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => parentOf(pid) === parent)
}

function parentOf(pid: number): number {
  try {
    return Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])
  } catch {
    return 0
  }
}
