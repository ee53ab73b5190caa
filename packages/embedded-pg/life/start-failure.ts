import type { GroveError } from '@grove/kernel/contract'
import { embeddedPgErrors } from '../errors.ts'

interface Attempt {
  readonly folder: string
  readonly port: number
  readonly user: string
}

/** What went wrong, read from what PostgreSQL or initdb said. */
export function startFailure(output: string, attempt: Attempt): GroveError {
  const { folder, port, user } = attempt
  if (/No space left on device|Disk quota exceeded/.test(output)) return embeddedPgErrors.disk_full({ folder })
  if (/could not bind|could not create any TCP\/IP sockets/.test(output)) return embeddedPgErrors.port_taken({ port })
  if (/could not (access|change|stat) (the )?(data )?directory .*Permission denied/.test(output))
    return embeddedPgErrors.folder_unreachable({ folder, user })
  const version = /initialized by PostgreSQL version (\S+), which is not compatible with this version (\S+?)\.?\s/.exec(`${output} `)
  if (version) return embeddedPgErrors.wrong_version({ folder, found: version[1] ?? '?', needed: version[2] ?? '?' })
  return embeddedPgErrors.start_failed({ folder, detail: lastWords(output) })
}

const GRAVE = /FATAL|PANIC|initdb: error|terminated by signal/

function lastWords(output: string): string {
  const lines = output.split('\n').filter((line) => line.trim() !== '')
  const grave = lines.filter((line) => GRAVE.test(line) && !line.includes('the database system is starting up'))
  return (grave.length ? grave : lines).slice(-3).join(' | ').slice(0, 1000) || 'no output'
}
