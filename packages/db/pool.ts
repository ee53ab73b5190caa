import pg from 'pg'
import { stepBackBehind } from './step-back.ts'

// Identifiers stay below 2^53 (Citus workers start at 2^48), so bigint is a plain number; a date is a calendar day, not a moment.
const types = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') => {
    if (oid === pg.types.builtins.INT8) return Number
    if (oid === pg.types.builtins.DATE) return (value: string) => value
    if (oid === INT8_ARRAY) return numbersOf
    return pg.types.getTypeParser(oid, format as 'text')
  },
}
const INT8_ARRAY = 1016

function numbersOf(text: string): (number | null)[] {
  return text === '{}'
    ? []
    : text
        .slice(1, -1)
        .split(',')
        .map((part) => (part === 'NULL' ? null : Number(part)))
}

export interface PoolOptions {
  readonly url: string
  readonly max: number
  readonly name: string
  /** Settings of the server for these connections. */
  readonly settings?: Readonly<Record<string, string>>
  /** Steps by which the server's processes behind these connections give way, where they run on this machine. */
  readonly behind?: number | undefined
  readonly onIdleError: (error: Error) => void
}

export function openPool(options: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.max,
    application_name: options.name,
    ...(options.settings && { options: settingsOf(options.settings) }),
    types: types as pg.CustomTypesConfig,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 10_000,
  })
  // A server that goes away breaks idle clients; the pool drops them and the next call opens a new one.
  pool.on('error', options.onIdleError)
  pool.on('connect', (client) => client.on('error', () => undefined))
  const { behind } = options
  if (behind) pool.on('connect', (client) => void stepBackBehind(client, behind))
  return pool
}

const settingsOf = (settings: Readonly<Record<string, string>>) =>
  Object.entries(settings)
    .map(([name, value]) => `-c ${name}=${value}`)
    .join(' ')
