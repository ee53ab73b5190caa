import type { Clock } from '../contract/index.ts'
import type { App, AppConfig, Logger, Port } from './app.ts'
import { extensionPoint } from './extension.ts'
import type { Registry } from './registry.ts'
import { createSignals } from './signals.ts'

/** A module that answers for a port fills it itself (identity: the gate, the audit trail); composition may still fill it anew. */
export const portFiller = extensionPoint<(app: App) => void>('kernel.port-filler')

/** The process around the registry; composition fills its ports before the first request. */
export function createApp(input: { registry: Registry; clock: Clock; config: AppConfig; log: Logger }): App {
  const slots = new Map<string, unknown>()
  const app: App = {
    ...input,
    signals: createSignals(),
    use: <T>(slot: Port<T>) => {
      if (!slots.has(slot.name)) throw new Error(`nothing fills the port "${slot.name}"`)
      return slots.get(slot.name) as T
    },
    fill: (slot, value) => {
      slots.set(slot.name, value)
    },
  }
  for (const fill of input.registry.all(portFiller)) fill(app)
  return app
}
