import { defineModule, endpoint, portFiller } from '@grove/kernel/server'
import * as api from '../contract/index.ts'
import { acceptInvitation, readInvitation } from './accept-invitation.ts'
import { staffNames } from './audit-names.ts'
import { createApiKey, listApiKeys, revokeApiKey } from './create-api-key.ts'
import { createWorkspace } from './create-workspace.ts'
import { fillPorts } from './fill-ports.ts'
import { getMe, switchWorkspace } from './get-me.ts'
import { inviteStaff, listInvitations, revokeInvitation } from './invite-staff.ts'
import { forgetKeptAnswers } from './jobs.ts'
import { listAudit } from './list-audit.ts'
import { listStaff } from './list-staff.ts'
import { listSessions, revokeOtherSessions, revokeSession } from './revoke-session.ts'
import { listRights, setRight } from './set-right.ts'
import { getSetup, setUp } from './set-up.ts'
import { signIn } from './sign-in.ts'
import { signOut } from './sign-out.ts'
import { getSendsSwitch, setSendsSwitch } from './switch-sends.ts'
import { changePassword, updateAccount } from './update-account.ts'
import { updateStaff } from './update-staff.ts'
import { getWorkspace, updateWorkspace } from './update-workspace.ts'

export { ensureAppSecret } from './app-secret.ts'
export { listAudit } from './list-audit.ts'
export { foundWorkspace, type WorkspaceFounding } from './create-workspace.ts'
export { issueMemberCookie, memberCookieName, memberCookieValue } from './member-cookie.ts'
export { auditNames } from './audit-names.ts'
export { forgetAnswers } from './forget-answers.ts'
export { forgetInAudit } from './forget-in-audit.ts'
export { memberStandings } from './member-standing.ts'
export { admitStaff } from './admit-staff.ts'
export { requireGrantableRole } from './require-grantable.ts'
export { hashPassword } from './password-hash.ts'
export { openSession } from './session-cookie.ts'
export { insertAccount } from './store-account.ts'

const EVERYBODY = ['head', 'operator', 'owner', 'sales', 'viewer'] as const

export const identity = defineModule({
  name: 'identity',
  tier: 0,
  rights: {
    'workspace.read': EVERYBODY,
    'workspace.manage': ['head'],
    'sends.stop': ['head', 'operator'],
    'staff.read': EVERYBODY,
    'staff.manage': ['head'],
    'rights.manage': ['head'],
    'apiKey.manage': ['head'],
    'audit.read': ['head'],
  },
  errors: api.identityErrors,
  events: api.identityEvents,
  api: [
    endpoint(api.getSetup, getSetup),
    endpoint(api.postSetup, setUp),
    endpoint(api.signIn, signIn),
    endpoint(api.signOut, signOut),
    endpoint(api.getMe, getMe),
    endpoint(api.switchWorkspace, switchWorkspace),
    endpoint(api.updateAccount, updateAccount),
    endpoint(api.changePassword, changePassword),
    endpoint(api.listSessions, listSessions),
    endpoint(api.revokeSession, revokeSession),
    endpoint(api.revokeOtherSessions, revokeOtherSessions),
    endpoint(api.createWorkspace, createWorkspace),
    endpoint(api.getWorkspace, getWorkspace),
    endpoint(api.updateWorkspace, updateWorkspace),
    endpoint(api.getSendsSwitch, getSendsSwitch),
    endpoint(api.setSendsSwitch, setSendsSwitch),
    endpoint(api.listStaff, listStaff),
    endpoint(api.updateStaff, updateStaff),
    endpoint(api.listInvitations, listInvitations),
    endpoint(api.inviteStaff, inviteStaff),
    endpoint(api.revokeInvitation, revokeInvitation),
    endpoint(api.readInvitation, readInvitation),
    endpoint(api.acceptInvitation, acceptInvitation),
    endpoint(api.listRights, listRights),
    endpoint(api.setRight, setRight),
    endpoint(api.listApiKeys, listApiKeys),
    endpoint(api.createApiKey, createApiKey),
    endpoint(api.revokeApiKey, revokeApiKey),
    endpoint(api.listAudit, listAudit),
  ],
  jobs: [forgetKeptAnswers],
  provides: [portFiller.of(fillPorts), staffNames],
  migrations: new URL('./migrations/', import.meta.url),
})
