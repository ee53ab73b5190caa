import { describe, expect, it } from 'vitest'
import { startFailure } from './start-failure.ts'

const attempt = { folder: '/srv/grove/postgres', port: 15432, user: 'nobody' }
const failure = (output: string) => {
  const { code, data } = startFailure(output, attempt)
  return { code, data }
}

describe('what PostgreSQL said, as an error with a code', () => {
  it('knows a full disk', () => {
    expect(failure('FATAL:  could not write to file "pg_wal/xlogtemp.12": No space left on device')).toEqual({
      code: 'embedded_pg.disk_full',
      data: { folder: attempt.folder },
    })
  })

  it('knows a port that is taken', () => {
    const output = 'LOG:  could not bind IPv4 address "127.0.0.1": Address already in use\nFATAL:  could not create any TCP/IP sockets'
    expect(failure(output)).toEqual({ code: 'embedded_pg.port_taken', data: { port: 15432 } })
  })

  it('knows a folder its user may not enter', () => {
    expect(failure('initdb: error: could not access directory "/srv/closed": Permission denied')).toEqual({
      code: 'embedded_pg.folder_unreachable',
      data: { folder: attempt.folder, user: 'nobody' },
    })
  })

  it('knows a folder of another version', () => {
    const output =
      'FATAL:  database files are incompatible with server\nDETAIL:  The data directory was initialized by PostgreSQL version 15, which is not compatible with this version 18.4.'
    expect(failure(output).data).toEqual({ folder: attempt.folder, found: '15', needed: '18.4' })
  })

  it('passes on the gravest lines of anything else', () => {
    const output = 'LOG:  starting PostgreSQL\nPANIC:  could not locate a valid checkpoint record at 0/0\nLOG:  shutting down'
    expect(failure(output)).toEqual({
      code: 'embedded_pg.start_failed',
      data: { folder: attempt.folder, detail: 'PANIC:  could not locate a valid checkpoint record at 0/0' },
    })
    expect(failure('').data).toEqual({ folder: attempt.folder, detail: 'no output' })
  })
})
