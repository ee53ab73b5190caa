/** At most `most` at once; the others wait in line, each only as long as its signal lets it. */
export function slots(most: number): <Value>(work: () => Promise<Value>, signal: AbortSignal) => Promise<Value> {
  let free = most
  const line: (() => void)[] = []
  const enter = (signal: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      const go = () => {
        signal.removeEventListener('abort', leave)
        resolve()
      }
      const leave = () => {
        line.splice(line.indexOf(go), 1)
        reject(signal.reason as Error)
      }
      signal.addEventListener('abort', leave, { once: true })
      line.push(go)
    })
  return async (work, signal) => {
    signal.throwIfAborted()
    if (free > 0) free -= 1
    else await enter(signal)
    try {
      return await work()
    } finally {
      const next = line.shift()
      if (next) next()
      else free += 1
    }
  }
}
