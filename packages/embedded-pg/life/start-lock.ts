import { createHash } from 'node:crypto'
import { existsSync, realpathSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { connect, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { codeOf } from '../errors.ts'

/**
 * One process at a time makes or starts the server of a folder; the others wait. The lock is a listening socket,
 * which the system takes back by itself when its process dies.
 */
export async function underStartLock<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const address = addressOf(realpathSync(folder))
  const server = await hold(address)
  try {
    return await work()
  } finally {
    await new Promise((resolve) => server.close(resolve))
  }
}

function addressOf(folder: string): string {
  const name = `grove-pg-${createHash('sha256').update(folder).digest('hex').slice(0, 32)}`
  if (process.platform === 'linux') return `\0${name}`
  return process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`)
}

async function hold(address: string): Promise<Server> {
  for (;;) {
    const server = await tryHold(address)
    if (server) return server
    if (!(await holderLeft(address))) await clearDead(address)
  }
}

function tryHold(address: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const waiting = new Set<{ destroy(): void }>()
    const server = createServer((socket) => {
      waiting.add(socket)
      socket.on('error', () => undefined).on('close', () => waiting.delete(socket))
    })
    const close = server.close.bind(server)
    server.close = (done) => {
      for (const socket of waiting) socket.destroy()
      return close(done)
    }
    server.once('error', (error) => (codeOf(error) === 'EADDRINUSE' ? resolve(undefined) : reject(error)))
    server.listen(address, () => resolve(server))
  })
}

/** Waits until the holder lets go; false when nobody answers at the address. */
function holderLeft(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    let answered = false
    const socket = connect(address, () => {
      answered = true
    })
    socket.on('error', () => undefined).on('close', () => resolve(answered))
    socket.resume()
  })
}

async function clearDead(address: string): Promise<void> {
  if (process.platform !== 'linux' && existsSync(address)) await rm(address, { force: true })
  else await pause(5)
}
