import type { Logger } from '@grove/kernel/server'
import { pino } from 'pino'

/** One line of JSON an event; addresses, passwords and keys never get into it. */
export function createLog(level: string): Logger {
  const log = pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: ['password', 'secret', 'token', 'phone', 'email', '*.phone', '*.email', '*.password', '*.secret', '*.token'],
  })
  return {
    info: (data, message) => log.info(data, message),
    warn: (data, message) => log.warn(data, message),
    error: (data, message) => log.error(data, message),
  }
}
