import { timingSafeEqual } from 'node:crypto'
import type { WorkspaceId } from '@grove/kernel/contract'
import type { Ctx, RequestInfo } from '@grove/kernel/server'
import { ownWorkspace } from './store-workspace.ts'
import { signFor } from './token.ts'

const DAY_SECONDS = 86_400
const LONGEST_DAYS = 400
const RENEWED_AFTER_DAYS = 30
export const MEMBER_COOKIE_SECONDS = LONGEST_DAYS * DAY_SECONDS
export const memberCookieName = (publicKey: string): string => `gm_${publicKey}`

/** Signed, not stored: who has it is that member of that workspace on the member pages. */
export function memberCookieValue(secret: string, workspaceId: WorkspaceId, memberId: number, now: Date): string {
  const text = `${workspaceId}.${memberId}.${Math.floor(now.getTime() / 1000)}`
  return `${text}.${signFor(secret, 'member-cookie', text).toString('base64url')}`
}

/** Undefined when forged, of another workspace, or too old; `old` asks for a fresh one. */
export function readMemberCookie(
  secret: string,
  workspaceId: WorkspaceId,
  value: string | undefined,
  now: Date,
): { memberId: number; old: boolean } | undefined {
  const match = /^(\d{1,16})\.(\d{1,16})\.(\d{1,12})\.([\w-]{43})$/.exec(value ?? '')
  if (!match) return undefined
  const [, workspace, member, issued, signature] = match
  const wanted = signFor(secret, 'member-cookie', `${workspace}.${member}.${issued}`)
  const given = Buffer.from(signature ?? '', 'base64url')
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted) || Number(workspace) !== workspaceId) return undefined
  const days = (now.getTime() / 1000 - Number(issued)) / DAY_SECONDS
  return days > LONGEST_DAYS ? undefined : { memberId: Number(member), old: days > RENEWED_AFTER_DAYS }
}

/** Makes the browser a member of the workspace: call it when somebody joined or proved who they are. */
export async function issueMemberCookie(info: RequestInfo, ctx: Ctx, memberId: number): Promise<void> {
  const { publicKey } = await ownWorkspace(ctx)
  const value = memberCookieValue(ctx.app.config.secret, ctx.workspaceId, memberId, ctx.clock.now())
  info.setCookie(memberCookieName(publicKey), value, { maxAgeSeconds: MEMBER_COOKIE_SECONDS })
}
