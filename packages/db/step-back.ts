import { readFileSync } from 'node:fs'
import type { Socket } from 'node:net'
import { constants, getPriority, setPriority } from 'node:os'
import type { PoolClient } from 'pg'

/** What the driver knows of a connection and does not say in its types. */
type Connected = PoolClient & { readonly processID?: number | null; readonly connection?: { readonly stream?: Socket } }

/**
 * Lets the server's process behind a connection give way by so many steps, as the process at this end does: what it works off there costs whoever
 * waits for a page as much. Only where it runs on this machine and is ours to lower; elsewhere nothing happens. Linux: a process of PostgreSQL
 * is titled with the address it serves, and no other has that.
 */
export function stepBackBehind(client: PoolClient, steps: number): boolean {
  const { processID: pid, connection } = client as Connected
  const { localAddress, localPort } = connection?.stream ?? {}
  if (!pid || !localAddress || !localPort || !serves(pid, `${localAddress}(${localPort})`)) return false
  try {
    setPriority(pid, Math.min(constants.priority.PRIORITY_LOW, getPriority(pid) + steps))
    return true
  } catch {
    // It belongs to somebody else.
    return false
  }
}

function serves(pid: number, address: string): boolean {
  try {
    const title = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
    return title.startsWith('postgres: ') && title.includes(` ${address} `)
  } catch {
    return false
  }
}
