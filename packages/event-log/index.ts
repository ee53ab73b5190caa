import { defineModule } from '@grove/kernel/server'

export * from './changed-areas.ts'
export * from './changed-for-members.ts'
export * from './emit.ts'
export * from './reader-loop.ts'
export { hasUnsettled, type ReaderLag, readerLags } from './store.ts'

export const eventLog = defineModule({
  name: 'event-log',
  tier: 0,
  rights: {},
  api: [],
  migrations: new URL('./migrations/', import.meta.url),
})
