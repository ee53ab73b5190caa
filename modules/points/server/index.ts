import { defineModule, endpoint } from '@grove/kernel/server'
import * as api from '../contract/index.ts'
import { adjustPoints, reverseEntry } from './adjust-points.ts'
import { memberRows } from './member-rows.ts'
import { playbookParts } from './playbook-parts.ts'
import { myPoints, pointsOfMember } from './read.ts'

export { pointsOfMember } from './read.ts'
export { movePoints, type PointsMove } from './move-points.ts'

/** Points: a ledger that is never negative. */
export const points = defineModule({
  name: 'points',
  tier: 2,
  rights: {
    'points.read': ['head', 'operator', 'owner', 'sales', 'viewer'],
    'points.adjust': ['head', 'operator'],
  },
  errors: api.pointsErrors,
  events: [...api.pointsEvents],
  api: [
    endpoint(api.pointsOfMember, pointsOfMember),
    endpoint(api.adjustPoints, adjustPoints),
    endpoint(api.reverseEntry, reverseEntry),
    endpoint(api.myPoints, myPoints),
  ],
  provides: [...playbookParts, memberRows],
  migrations: new URL('./migrations/', import.meta.url),
})
