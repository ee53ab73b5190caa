import { type Channel, channels } from '@grove/channel-kit/server'
import { defineModule } from '@grove/kernel/server'

export { type Effect, type EffectStore, memoryStore } from './effect-store.ts'
export { type CallFault, chanceOf, type DeliveryFault, type FaultRates, type Faults, noFaults, seededFaults } from './faults.ts'
export { folderStore } from './folder-store.ts'
export { type RecordingOptions, recordingChannel } from './recording-channel.ts'

/** Channels as a module of the composition. */
export function recording(...made: readonly Channel[]) {
  return defineModule({
    name: 'recording',
    tier: 2,
    rights: {},
    api: [],
    provides: made.map((channel) => channels.of(channel)),
  })
}
