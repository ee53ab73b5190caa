import { id, idParam, locale, pageInput, pageOf, role, route } from '@grove/kernel/contract'
import { z } from 'zod'
import {
  account,
  apiKey,
  auditRow,
  displayName,
  invitation,
  login,
  me,
  password,
  rightRow,
  scope,
  session,
  staff,
  workspace,
  workspaceName,
  zone,
} from './model.ts'

const done = z.object({})

export const getSetup = route({
  method: 'GET',
  path: '/api/setup',
  summary: 'Whether the first account still has to be made',
  access: 'public',
  input: z.object({}),
  output: z.object({ needed: z.boolean() }),
})
export const postSetup = route({
  method: 'POST',
  path: '/api/setup',
  summary: 'Make the first account and workspace; works once',
  access: 'public',
  input: z.object({ login, password, name: displayName, workspaceName, zone, locale }),
  output: me,
})

export const signIn = route({
  method: 'POST',
  path: '/api/session',
  summary: 'Sign in',
  access: 'public',
  input: z.object({ login, password }),
  output: me,
})
export const signOut = route({
  method: 'DELETE',
  path: '/api/session',
  summary: 'Sign out',
  access: 'session',
  input: z.object({}),
  output: done,
})
export const getMe = route({
  method: 'GET',
  path: '/api/session',
  summary: 'Who is signed in, where, with which rights',
  access: 'session',
  input: z.object({}),
  output: me,
})
export const switchWorkspace = route({
  method: 'PUT',
  path: '/api/session/workspace',
  summary: 'Move this session to another of the account’s workspaces',
  access: 'session',
  input: z.object({ workspaceId: id }),
  output: me,
})

export const updateAccount = route({
  method: 'PATCH',
  path: '/api/account',
  summary: 'Change one’s own name or language',
  access: 'session',
  input: z.object({ name: displayName.optional(), locale: locale.optional() }),
  output: account,
})
export const changePassword = route({
  method: 'PUT',
  path: '/api/account/password',
  summary: 'Change one’s own password; ends every other session',
  access: 'session',
  input: z.object({ current: password, next: password }),
  output: z.object({ endedSessions: z.number() }),
})
export const listSessions = route({
  method: 'GET',
  path: '/api/account/sessions',
  summary: 'Where this account is signed in',
  access: 'session',
  input: z.object({}),
  output: z.object({ items: z.array(session) }),
})
export const revokeSession = route({
  method: 'DELETE',
  path: '/api/account/sessions/:id',
  summary: 'End one session of this account',
  access: 'session',
  input: z.object({ id: idParam }),
  output: done,
})
export const revokeOtherSessions = route({
  method: 'DELETE',
  path: '/api/account/sessions',
  summary: 'End every session of this account but this one',
  access: 'session',
  input: z.object({}),
  output: z.object({ endedSessions: z.number() }),
})

export const createWorkspace = route({
  method: 'POST',
  path: '/api/workspaces',
  summary: 'Make another workspace; for accounts that lead one already',
  access: 'session',
  input: z.object({ name: workspaceName, zone, locale }),
  output: workspace,
})
export const getWorkspace = route({
  method: 'GET',
  path: '/api/workspace',
  summary: 'The workspace one works in',
  access: { right: 'workspace.read' },
  input: z.object({}),
  output: workspace,
})
export const updateWorkspace = route({
  method: 'PATCH',
  path: '/api/workspace',
  summary: 'Change the workspace’s name, time zone or first language',
  access: { right: 'workspace.manage' },
  input: z.object({ name: workspaceName.optional(), zone: zone.optional(), locale: locale.optional() }),
  output: workspace,
})

const sendsSwitch = z.object({ stopped: z.boolean(), since: z.coerce.date().nullable(), reason: z.string(), by: z.string().nullable() })
export const getSendsSwitch = route({
  method: 'GET',
  path: '/api/workspace/sends',
  summary: 'Whether everything outgoing is stopped',
  access: { right: 'workspace.read' },
  input: z.object({}),
  output: sendsSwitch,
})
export const setSendsSwitch = route({
  method: 'PUT',
  path: '/api/workspace/sends',
  summary: 'Stop or resume everything outgoing of the workspace',
  access: { right: 'sends.stop' },
  input: z.object({ stopped: z.boolean(), reason: z.string().trim().max(200).default('') }),
  output: sendsSwitch,
})

export const listStaff = route({
  method: 'GET',
  path: '/api/staff',
  summary: 'Staff of the workspace',
  access: { right: 'staff.read' },
  input: pageInput.extend({
    q: z.string().trim().max(60).optional(),
    role: role.optional(),
    active: z.boolean().optional(),
    /** Only these, by their numbers, separated by commas: to name whom a filter or a field holds. */
    ids: z
      .string()
      .regex(/^\d{1,15}(?:,\d{1,15}){0,49}$/)
      .optional(),
  }),
  output: pageOf(staff),
})
export const updateStaff = route({
  method: 'PATCH',
  path: '/api/staff/:id',
  summary: 'Change somebody’s name, role, scope, or take them out of service',
  access: { right: 'staff.manage' },
  input: z.object({
    id: idParam,
    displayName: displayName.optional(),
    role: role.optional(),
    scope: scope.optional(),
    active: z.boolean().optional(),
    ambience: z.boolean().optional(),
  }),
  output: staff,
})
export const listInvitations = route({
  method: 'GET',
  path: '/api/staff-invitations',
  summary: 'Invitations of staff not taken up yet',
  access: { right: 'staff.manage' },
  input: z.object({}),
  output: z.object({ items: z.array(invitation) }),
})
export const inviteStaff = route({
  method: 'POST',
  path: '/api/staff-invitations',
  summary: 'Invite somebody as staff; answers the link to hand over, once',
  access: { right: 'staff.manage' },
  input: z.object({ displayName, role, scope: scope.optional() }),
  output: invitation.extend({ url: z.string() }),
})
export const revokeInvitation = route({
  method: 'DELETE',
  path: '/api/staff-invitations/:id',
  summary: 'Take an invitation back',
  access: { right: 'staff.manage' },
  input: z.object({ id: idParam }),
  output: done,
})

const invitationToken = z
  .string()
  .max(100)
  .regex(/^[\w-]+\.[\w-]+$/)
export const readInvitation = route({
  method: 'GET',
  path: '/api/invitations/:token',
  summary: 'What an invitation offers',
  access: 'public',
  input: z.object({ token: invitationToken }),
  output: z.object({ workspaceName: z.string(), displayName: z.string(), role, locale }),
})
export const acceptInvitation = route({
  method: 'POST',
  path: '/api/invitations/:token',
  summary: 'Become staff: with a new account, or with the one signed in when login and password are left out',
  access: 'public',
  input: z.object({ token: invitationToken, login: login.optional(), password: password.optional(), name: displayName.optional() }),
  output: me,
})

export const listRights = route({
  method: 'GET',
  path: '/api/rights',
  summary: 'Which role holds which right',
  access: { right: 'staff.read' },
  input: z.object({}),
  output: z.object({ items: z.array(rightRow) }),
})
export const setRight = route({
  method: 'PUT',
  path: '/api/rights/:right',
  summary: 'Give a right to a role, or take it away',
  access: { right: 'rights.manage' },
  input: z.object({ right: z.string().max(80), role, granted: z.boolean() }),
  output: rightRow,
})

export const listApiKeys = route({
  method: 'GET',
  path: '/api/api-keys',
  summary: 'API keys in use',
  access: { right: 'apiKey.manage' },
  input: z.object({}),
  output: z.object({ items: z.array(apiKey) }),
})
export const createApiKey = route({
  method: 'POST',
  path: '/api/api-keys',
  summary: 'Make an API key; answers the key itself, once',
  access: { right: 'apiKey.manage' },
  input: z.object({
    name: displayName,
    rights: z.array(z.string().max(80)).min(1).max(200),
    expiresAt: z.coerce.date().nullable().default(null),
  }),
  output: apiKey.extend({ key: z.string() }),
})
export const revokeApiKey = route({
  method: 'DELETE',
  path: '/api/api-keys/:id',
  summary: 'Revoke an API key; it stops working at once',
  access: { right: 'apiKey.manage' },
  input: z.object({ id: idParam }),
  output: done,
})

export const listAudit = route({
  method: 'GET',
  path: '/api/audit',
  summary: 'Who changed what, newest first',
  access: { right: 'audit.read' },
  input: pageInput.extend({
    /** A whole verb (`member.update`) or its noun (`member`). */
    verb: z.string().max(80).optional(),
    targetKind: z.string().max(60).optional(),
    targetId: z.string().max(80).optional(),
    staffId: idParam.optional(),
    /** Days of the workspace's zone, both included. */
    from: z.iso.date().optional(),
    to: z.iso.date().optional(),
  }),
  output: pageOf(auditRow),
})
