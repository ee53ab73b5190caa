import { defineModule } from '@grove/kernel/server'

export * from './enqueue.ts'
export * from './loops.ts'
export * from './worker.ts'

export const jobs = defineModule({
  name: 'jobs',
  tier: 0,
  rights: {},
  api: [],
  migrations: new URL('./migrations/', import.meta.url),
})
