import { id, locale, role } from '@grove/kernel/contract'
import { z } from 'zod'

/** What a person types to sign in: an e-mail address or a short name; compared in lower case. */
export const login = z
  .string()
  .trim()
  .toLowerCase()
  .min(3)
  .max(200)
  .regex(/^[^\s<>"']+$/)

/** Length only; what makes a password weak is told by `identity.password_weak`. */
export const password = z.string().max(200)

export const displayName = z.string().trim().min(1).max(60)
export const workspaceName = z.string().trim().min(1).max(80)

/** IANA name of a time zone that this runtime knows, e.g. `Asia/Shanghai`. */
export const zone = z
  .string()
  .max(60)
  .refine(knownZone, { params: { code: 'zone_unknown' } })

function knownZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone.length > 0
  } catch {
    return false
  }
}

/** What part of the workspace somebody sees: all of it, the communities they serve, or those of their chapters. */
export const scope = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('all') }),
  z.object({ kind: z.literal('own') }),
  z.object({ kind: z.literal('chapter'), chapters: z.array(z.string().trim().min(1).max(60)).min(1).max(50) }),
])
export type Scope = z.infer<typeof scope>

export const account = z.object({ id, login: z.string(), name: z.string(), locale })

export const workspace = z.object({
  id,
  /** Stands for the workspace in public addresses: /m/<publicKey>/… */
  publicKey: z.string(),
  name: z.string(),
  zone: z.string(),
  locale,
  demo: z.boolean(),
  sendsStopped: z.boolean(),
})
export type Workspace = z.infer<typeof workspace>

/** Who is signed in, where, and what they may do there. `workspace` is null for an account that is staff nowhere. */
export const me = z.object({
  account,
  workspace: workspace.nullable(),
  staff: z.object({ id, displayName: z.string(), role, scope }).nullable(),
  rights: z.array(z.string()),
  workspaces: z.array(workspace.pick({ id: true, publicKey: true, name: true, demo: true }).extend({ role })),
})
export type Me = z.infer<typeof me>

export const session = z.object({
  id,
  createdAt: z.coerce.date(),
  lastSeenAt: z.coerce.date(),
  address: z.string(),
  agent: z.string(),
  /** The session this answer was asked with. */
  current: z.boolean(),
})
export type Session = z.infer<typeof session>

export const staff = z.object({
  id,
  displayName: z.string(),
  login: z.string(),
  role,
  scope,
  active: z.boolean(),
  /** Ambience helper: marked wherever they speak, left out of every figure. */
  ambience: z.boolean(),
  lastSeenAt: z.coerce.date().nullable(),
})
export type Staff = z.infer<typeof staff>

export const invitation = z.object({
  id,
  displayName: z.string(),
  role,
  scope,
  invitedBy: z.string().nullable(),
  createdAt: z.coerce.date(),
  expiresAt: z.coerce.date(),
})
export type Invitation = z.infer<typeof invitation>

export const apiKey = z.object({
  id,
  name: z.string(),
  /** First characters, enough to recognise the key by; the rest is never shown again. */
  prefix: z.string(),
  rights: z.array(z.string()),
  createdBy: z.string().nullable(),
  createdAt: z.coerce.date(),
  expiresAt: z.coerce.date().nullable(),
  lastUsedAt: z.coerce.date().nullable(),
})
export type ApiKey = z.infer<typeof apiKey>

/** One right and the roles that hold it here; `standard` is what the program ships with. */
export const rightRow = z.object({ right: z.string(), module: z.string(), roles: z.array(role), standard: z.array(role) })
export type RightRow = z.infer<typeof rightRow>

export const auditRow = z.object({
  id,
  at: z.coerce.date(),
  verb: z.string(),
  actor: z.object({ kind: z.enum(['staff', 'apiKey', 'member', 'visitor', 'system']), id: id.nullable(), name: z.string().nullable() }),
  /** `name`: how it is called today; null when it has no name or is gone. */
  target: z.object({ kind: z.string(), id: z.string(), name: z.string().nullable() }),
  before: z.unknown(),
  after: z.unknown(),
  requestId: z.string().nullable(),
})
export type AuditRow = z.infer<typeof auditRow>
