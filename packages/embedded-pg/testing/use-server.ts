import { GroveError } from '@grove/kernel/contract'
import { startEmbedded } from '../index.ts'

// Run by other-process.ts: starts or joins, says so in one line, leaves on SIGTERM.
const [, , dataDir = '', user = ''] = process.argv
const [uid, gid] = user.split(':').map(Number)
if (uid && gid) {
  process.setgroups?.([])
  process.setgid?.(gid)
  process.setuid?.(uid)
}
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }
try {
  const server = await startEmbedded({ dataDir, log: silent })
  process.once('SIGTERM', () => void server.stop().then(() => process.exit(0)))
  process.stdin.resume()
  process.stdout.write(`${JSON.stringify({ url: server.url, status: server.status })}\n`)
} catch (error) {
  process.stdout.write(`${JSON.stringify({ code: error instanceof GroveError ? error.code : String(error) })}\n`)
}
