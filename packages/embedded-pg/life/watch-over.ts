import { setTimeout as pause } from 'node:timers/promises'
import { messageOf } from '../errors.ts'
import { type Acquired, type AcquireOptions, acquire } from './acquire.ts'

export interface Watch {
  /** Stops watching; the server as it is now, or undefined when it is down. */
  end(): Promise<Acquired | undefined>
}

/** Takes the server up again when it dies under us (killed, out of memory, disk full): the next start recovers what was acknowledged. */
export function watchOver(first: Acquired, how: AcquireOptions): Watch {
  const folder = how.place.root
  const ended = new AbortController()
  let current: Acquired | undefined
  let recovering: Promise<void> = Promise.resolve()
  const hold = (server: Acquired) => {
    current = server
    server.lease.rest()
    server.lease.onLost(() => {
      current = undefined
      if (!ended.signal.aborted) recovering = recover()
    })
  }
  const recover = async () => {
    how.log.warn({ folder }, 'PostgreSQL went away; starting it again')
    for (let wait = 100; !ended.signal.aborted; wait = Math.min(wait * 2, 5000)) {
      try {
        hold(await acquire({ ...how, port: first.port }))
        how.log.info({ folder }, 'PostgreSQL is back')
        return
      } catch (error) {
        how.log.error({ folder, error: messageOf(error), data: dataOf(error) }, 'PostgreSQL does not come back yet')
      }
      await pause(wait, undefined, { signal: ended.signal }).catch(() => undefined)
    }
  }
  hold(first)
  return {
    end: async () => {
      ended.abort()
      await recovering
      return current
    },
  }
}

const dataOf = (error: unknown) => (typeof error === 'object' && error !== null && 'data' in error ? error.data : undefined)
