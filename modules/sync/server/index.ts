import { channelForgotten, mirrors } from '@grove/channel-kit/server'
import { defineModule, endpoint } from '@grove/kernel/server'
import { stillErased } from '@grove/member/server'
import * as contract from '../contract/index.ts'
import { adoptGroups } from './adopt-groups.ts'
import { againHandover, listHandoverItems, listHandovers, startHandover } from './handovers.ts'
import { linkStaff, matchStaff } from './link-staff.ts'
import { memberRows } from './member-rows.ts'
import { memberMirror } from './mirror-members.ts'
import { listGroups, listInbox, listStaffLinks, listSynced } from './read-sync.ts'
import { replayInbox } from './replay-inbox.ts'
import { startSync } from './start-sync.ts'

/** What channels mirror of their platforms, as members and communities. */
export const sync = defineModule({
  name: 'sync',
  tier: 3,
  rights: {
    'sync.read': ['head', 'operator'],
    'sync.manage': ['head'],
  },
  errors: contract.syncErrors,
  api: [
    endpoint(contract.listSynced, listSynced),
    endpoint(contract.startSync, startSync),
    endpoint(contract.listInbox, listInbox),
    endpoint(contract.replayInbox, replayInbox),
    endpoint(contract.listGroups, listGroups),
    endpoint(contract.adoptGroups, adoptGroups),
    endpoint(contract.listStaffLinks, listStaffLinks),
    endpoint(contract.linkStaff, linkStaff),
    endpoint(contract.matchStaff, matchStaff),
    endpoint(contract.startHandover, startHandover),
    endpoint(contract.listHandovers, listHandovers),
    endpoint(contract.listHandoverItems, listHandoverItems),
    endpoint(contract.againHandover, againHandover),
  ],
  provides: [mirrors.of(memberMirror), channelForgotten.of(stillErased), memberRows],
})
