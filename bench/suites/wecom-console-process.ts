/** Runs as a process of its own: whoever waits for the console must not wait for the platform that the bench plays as well. */
export interface ConsoleOrder {
  readonly url: string
  readonly cookie: string
  readonly everyMs: number
  readonly forMs: number
}

/** What an operator waits for: the first screen, again and again; how long each call took, in ms. */
async function consoleCalls({ url, cookie, everyMs, forMs }: ConsoleOrder): Promise<number[]> {
  const took: number[] = []
  const end = performance.now() + forMs
  while (performance.now() < end) {
    const start = performance.now()
    const answer = await fetch(`${url}/api/today`, { headers: { cookie } })
    await answer.arrayBuffer()
    if (!answer.ok) throw new Error(`the console answered ${answer.status}`)
    took.push(performance.now() - start)
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, everyMs - (performance.now() - start))))
  }
  return took
}

process.on('message', (order: ConsoleOrder) => {
  void consoleCalls(order).then((took) => process.send?.(took))
})
process.on('disconnect', () => process.exit(0))
