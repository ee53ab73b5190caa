import { GroveError } from '@grove/kernel/contract'
import { movableClock, systemClock } from './clock.ts'
import { readConfig } from './config.ts'
import { createLog } from './log.ts'
import { openServer } from './open-server.ts'
import { sayFailure, sayReady } from './say.ts'
import { stepBack } from './step-back.ts'

try {
  const config = readConfig(process.env, process.argv.slice(2))
  const log = createLog(config.logLevel)
  const server = await openServer(config, config.testClock ? movableClock(config.testClock) : systemClock, log)
  // Only now: an embedded PostgreSQL that was started here would have stepped back for everybody.
  stepBack(config.role)
  sayReady(config, server.port)
  let stopping = false
  const stop = () => {
    if (stopping) process.exit(1)
    stopping = true
    void server.close().then(() => process.exit(0))
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
} catch (error) {
  sayFailure(error instanceof GroveError ? error : (error as Error))
  process.exitCode = 1
}
