import { type Ctx, extensionPoint } from '@grove/kernel/server'
import type { Sql } from 'sql-template-tag'

/** What a run of a playbook is called, told by the module that has playbooks. */
export interface TouchOrigin {
  readonly names: (ctx: Ctx, runIds: readonly number[]) => Promise<readonly { readonly id: number; readonly name: string }[]>
  readonly playbooks: (ctx: Ctx) => Promise<readonly { readonly id: number; readonly name: string }[]>
  /** `select id …` of the runs of a playbook. */
  readonly runsOf: (ctx: Ctx, playbookId: number) => Sql
}
export const touchOrigins = extensionPoint<TouchOrigin>('conversation.touch-origins')

export const originOf = (ctx: Ctx): TouchOrigin | undefined => ctx.app.registry.all(touchOrigins)[0]
