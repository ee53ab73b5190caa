import { readFileSync } from 'node:fs'

const TICKS_A_SECOND = 100

/** Seconds of processor these processes have used so far; 0 for those that are gone, and where there is no /proc. */
export function cpuSeconds(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => sum + ofOne(pid), 0)
}

function ofOne(pid: number): number {
  try {
    // The name in brackets may hold blanks; user and system time are the 12th and 13th field behind it.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND
  } catch {
    return 0
  }
}
