export interface Pauses {
  wait(ms: number): Promise<void>
  /** Ends those that run; later ones run their time. */
  end(): void
}

export function pauses(): Pauses {
  const running = new Set<() => void>()
  return {
    wait: (ms) =>
      new Promise((resolve) => {
        const over = () => {
          clearTimeout(timer)
          running.delete(over)
          resolve()
        }
        const timer = setTimeout(over, ms)
        running.add(over)
      }),
    end: () => {
      for (const over of running) over()
    },
  }
}
