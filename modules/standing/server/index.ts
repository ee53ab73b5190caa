import { defineModule, endpoint } from '@grove/kernel/server'
import * as api from '../contract/index.ts'
import { standingParts } from './conditions.ts'
import { memberRows } from './member-rows.ts'
import { endOverride, setOverride } from './override.ts'
import { rateReader } from './rate-reader.ts'
import { board, listMoves, listStanding } from './read-board.ts'
import { getMemberStanding } from './read-member.ts'
import { rateCommunities, rateMembers, rates } from './read-rates.ts'
import { rfmBoard, stepPlaybooks } from './read-rfm.ts'
import { standingReader } from './reader.ts'
import { cancelCount, recount, startCount } from './recount.ts'
import { listRules, publishRules, tryRules } from './rules.ts'
import { rulesLoop } from './rules-loop.ts'
import { getSettings, saveSettings } from './settings.ts'
import { sleepLoop } from './sleep-loop.ts'

export { countAll } from './recount.ts'
export { saveSettings } from './settings.ts'

/** Where members stand, and how that changes. */
export const standing = defineModule({
  name: 'standing',
  tier: 3,
  rights: {
    'standing.read': ['head', 'operator', 'owner', 'sales', 'viewer'],
    'standing.override': ['head', 'operator', 'owner', 'sales'],
    'standing.manage': ['head', 'operator'],
  },
  errors: api.standingErrors,
  events: api.standingEvents,
  api: [
    endpoint(api.board, board),
    endpoint(api.listMoves, listMoves),
    endpoint(api.listStanding, listStanding),
    endpoint(api.getMemberStanding, getMemberStanding),
    endpoint(api.setOverride, setOverride),
    endpoint(api.endOverride, endOverride),
    endpoint(api.listRules, listRules),
    endpoint(api.tryRules, tryRules),
    endpoint(api.publishRules, publishRules),
    endpoint(api.getSettings, getSettings),
    endpoint(api.saveSettings, saveSettings),
    endpoint(api.startCount, startCount),
    endpoint(api.cancelCount, cancelCount),
    endpoint(api.rfmBoard, rfmBoard),
    endpoint(api.stepPlaybooks, stepPlaybooks),
    endpoint(api.rates, rates),
    endpoint(api.rateMembers, rateMembers),
    endpoint(api.rateCommunities, rateCommunities),
  ],
  readers: [standingReader, rateReader],
  loops: [rulesLoop, sleepLoop],
  jobs: [recount],
  provides: [memberRows, ...standingParts],
  migrations: new URL('./migrations/', import.meta.url),
})
