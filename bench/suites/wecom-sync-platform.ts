import { startSim } from '@grove/wecom-sim'

/** Runs as a process of its own: the platform with its people and its limits, so that playing it costs the product nothing. */
export interface PlatformOrder {
  readonly customers: number
  readonly groups: number
  readonly employees: number
  /** How long the platform takes to answer a call. */
  readonly answersAfterMs: number
}
export interface PlatformReady {
  readonly url: string
  readonly corpId: string
  readonly agentId: number
  readonly secret: string
}

process.once('message', (order: PlatformOrder) => {
  const { answersAfterMs, ...population } = order
  void startSim({ port: 0, seed: 'bench', population: { ...population, membersPerGroup: 150 }, faults: { slowMs: answersAfterMs } }).then(
    (sim) => {
      const ready: PlatformReady = { url: sim.url, corpId: sim.corpId, agentId: sim.app.agentId, secret: sim.app.secret }
      process.send?.(ready)
    },
  )
})
process.once('disconnect', () => process.exit(0))
