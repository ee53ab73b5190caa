import { defineModule, endpoint } from '@grove/kernel/server'
import * as api from '../contract/index.ts'
import { communityFigures } from './community-figures.ts'
import { figureReader } from './reader.ts'
import { runFigures } from './run-figures.ts'
import { memberRows } from './member-rows.ts'

/** Figures from the event log. */
export const analytics = defineModule({
  name: 'analytics',
  tier: 4,
  rights: { 'figure.read': ['head', 'operator', 'owner', 'sales', 'viewer'] },
  errors: api.figureErrors,
  api: [endpoint(api.communityFigures, communityFigures), endpoint(api.runFigures, runFigures)],
  readers: [figureReader],
  provides: [memberRows],
  migrations: new URL('./migrations/', import.meta.url),
})
