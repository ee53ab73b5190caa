import { defineModule, endpoint } from '@grove/kernel/server'
import * as api from '../contract/index.ts'
import { demoLife } from './live-loop.ts'
import { getDemo, startDemo } from './start-demo.ts'

export { FULL_SIZE } from '../domain/plots.ts'
export { buildDemo, type DemoOptions } from './build-demo.ts'

/** The demo workspace. */
export const demo = defineModule({
  name: 'demo',
  tier: 4,
  rights: {},
  errors: api.demoErrors,
  api: [endpoint(api.buildDemo, startDemo), endpoint(api.getDemo, getDemo)],
  loops: [demoLife],
  migrations: new URL('./migrations/', import.meta.url),
})
