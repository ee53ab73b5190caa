import { type Ctx, extensionPoint } from '@grove/kernel/server'
import type { Sql } from 'sql-template-tag'
import type { TouchLimits } from '../contract/index.ts'

/** A touch that a run will make by the clock and has not planned yet; `memberId` 0: a post to the group. */
export interface TouchAhead {
  readonly communityId: number
  readonly memberId: number
  readonly runId: number
  readonly priority: number
  readonly at: Date
  readonly expiresAt: Date
  /** The playbook's own. */
  readonly limits: TouchLimits | null
}

/** Targets, the moment to look to, and the priority that counts from above. */
export interface AheadAsked {
  readonly communityIds: readonly number[]
  readonly memberIds: readonly number[]
  readonly until: Date
  readonly above: number
}

/** What a run of a playbook is called, told by the module that has playbooks. */
export interface TouchOrigin {
  readonly names: (ctx: Ctx, runIds: readonly number[]) => Promise<readonly { readonly id: number; readonly name: string }[]>
  readonly playbooks: (ctx: Ctx) => Promise<readonly { readonly id: number; readonly name: string }[]>
  /** `select id …` of the runs of a playbook. */
  readonly runsOf: (ctx: Ctx, playbookId: number) => Sql
  /** What runs will send to these for sure: no condition, no person, no hold-out stands between. Few statements, whatever the number. */
  readonly ahead: (ctx: Ctx, asked: AheadAsked) => Promise<readonly TouchAhead[]>
}
export const touchOrigins = extensionPoint<TouchOrigin>('conversation.touch-origins')

export const originOf = (ctx: Ctx): TouchOrigin | undefined => ctx.app.registry.all(touchOrigins)[0]
