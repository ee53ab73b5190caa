import { createServer } from 'node:net'

const FIRST = 15_432
const COUNT = 4_000

/** A free port on the loopback, `wanted` if it can be had. Below the range from which systems take outgoing ports, so it stays free. */
export async function freePort(wanted: number | undefined, seed: string): Promise<number> {
  if (wanted !== undefined && (await isFree(wanted))) return wanted
  const start = [...seed].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % COUNT, 7)
  for (let step = 0; step < COUNT; step++) {
    const port = FIRST + ((start + step) % COUNT)
    if (await isFree(port)) return port
  }
  return 0
}

export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
  })
}
