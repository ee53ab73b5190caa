import { defineModule, endpoint } from '@grove/kernel/server'
import * as api from '../contract/index.ts'
import { typeTemplates } from '../domain/type-templates.ts'
import { addMembers } from './add-members.ts'
import { communityNames } from './audit-names.ts'
import { assignStaff, endStaff } from './assign-staff.ts'
import { changeMembership } from './change-membership.ts'
import { changeState, lifeLoop } from './change-state.ts'
import { conditionParts } from './conditions.ts'
import { createCommunity } from './create-community.ts'
import { decideApplication } from './decide-application.ts'
import { createInvitation, listInvitations, revokeInvitation } from './invitations.ts'
import { lookAtDoor } from './look-at-door.ts'
import { applyByPhone, joinByPhone, leaveByPhone, myCommunities, withdrawByPhone } from './phone-verbs.ts'
import { listApplications } from './read-applications.ts'
import { communityTimeline, getCommunity } from './read-community.ts'
import { listChapters, listCommunities } from './read-list.ts'
import { listMemberships, listMembershipsOfMember } from './read-memberships.ts'
import { removeMember } from './remove-member.ts'
import { filterMembers, placeOrders, scopeByCommunity } from './scope.ts'
import { transferMembers } from './transfer-members.ts'
import { updateCommunity } from './update-community.ts'
import { memberRows } from './member-rows.ts'

export { can, isOver } from '../domain/life.ts'
export { typeTemplate } from '../domain/type-templates.ts'
export { addMembers } from './add-members.ts'
export type { Admission } from './admit.ts'
export { assignRightfulOwners, assignStaff, endStaff } from './assign-staff.ts'
export { changeMembership } from './change-membership.ts'
export { changeState } from './change-state.ts'
export { createCommunity } from './create-community.ts'
export { createInvitation } from './invitations.ts'
export { correctJoinings } from './correct-joinings.ts'
export { dropMembers } from './drop-members.ts'
export { joinCommunity } from './join-community.ts'
export { joinUrl } from './join-url.ts'
export { leaveCommunity } from './leave-community.ts'
export { readCommunity } from './read-community.ts'
export { type CommunityMember, listMembershipsOfMember, membersOf } from './read-memberships.ts'
export { removeMember } from './remove-member.ts'
export { communityMatches, communityPage } from './read-list.ts'
export { communityScope } from './scope.ts'
export { type CommunityRecord, lockCommunity } from './store-community.ts'
export { transferMembers } from './transfer-members.ts'
export { updateCommunity } from './update-community.ts'

const TENDING = ['head', 'operator', 'owner'] as const

export const community = defineModule({
  name: 'community',
  tier: 2,
  rights: {
    'community.read': ['head', 'operator', 'owner', 'sales', 'viewer'],
    'community.create': ['head', 'operator'],
    'community.write': TENDING,
    'community.members': TENDING,
    'community.staff': ['head', 'operator'],
  },
  errors: api.communityErrors,
  events: api.communityEvents,
  api: [
    endpoint(api.listCommunityTypes, async (ctx) => ({ items: typeTemplates(ctx.locale) })),
    endpoint(api.listCommunities, listCommunities),
    endpoint(api.listChapters, listChapters),
    endpoint(api.getCommunity, getCommunity),
    endpoint(api.createCommunity, createCommunity),
    endpoint(api.updateCommunity, updateCommunity),
    endpoint(api.changeState, changeState),
    endpoint(api.communityTimeline, communityTimeline),
    endpoint(api.listMemberships, listMemberships),
    endpoint(api.listMembershipsOfMember, listMembershipsOfMember),
    endpoint(api.addMembers, addMembers),
    endpoint(api.changeMembership, changeMembership),
    endpoint(api.removeMember, removeMember),
    endpoint(api.transferMembers, transferMembers),
    endpoint(api.assignStaff, assignStaff),
    endpoint(api.endStaff, endStaff),
    endpoint(api.listApplications, listApplications),
    endpoint(api.decideApplication, decideApplication),
    endpoint(api.listInvitations, listInvitations),
    endpoint(api.createInvitation, createInvitation),
    endpoint(api.revokeInvitation, revokeInvitation),
    endpoint(api.lookAtDoor, lookAtDoor),
    endpoint(api.joinByPhone, joinByPhone),
    endpoint(api.applyByPhone, applyByPhone),
    endpoint(api.withdrawByPhone, withdrawByPhone),
    endpoint(api.leaveByPhone, leaveByPhone),
    endpoint(api.myCommunities, myCommunities),
  ],
  loops: [lifeLoop],
  provides: [scopeByCommunity, filterMembers, placeOrders, memberRows, communityNames, ...conditionParts],
  migrations: new URL('./migrations/', import.meta.url),
})
